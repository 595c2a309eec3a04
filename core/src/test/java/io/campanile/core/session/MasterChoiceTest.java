package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.session.MasterChoice.Attempt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MasterChoiceTest {

    private static final long MILLI = 1_000_000;
    private static final long SEED = 3;
    private static final long EPOCH = 7;

    private final MasterChoice<String> choice = choice("m1", "m2", "m3");

    /** The attempts that were begun last, by master. */
    private final Map<String, Attempt<String>> begun = new LinkedHashMap<>();

    private long now = 5;

    private static MasterChoice<String> choice(String... masters) {
        return new MasterChoice<>(List.of(masters), BackoffLimits.DEFAULT, true, new SplittableRandom(SEED));
    }

    /** Begins what is due now. */
    private List<String> begin() {
        return begin(choice);
    }

    private List<String> begin(MasterChoice<String> of) {
        List<Attempt<String>> due = of.due(now);
        due.forEach(attempt -> begun.put(attempt.master(), attempt));
        return due.stream().map(Attempt::master).toList();
    }

    private Attempt<String> attempt(String master) {
        return Objects.requireNonNull(begun.get(master));
    }

    private List<String> welcome(String master, long epoch) {
        return choice.welcomed(attempt(master), epoch, now).stream()
                .map(Attempt::master)
                .toList();
    }

    private void end(String master) {
        choice.ended(attempt(master), now);
    }

    private boolean redirect(String master, String leader, long epoch) {
        return choice.redirected(attempt(master), leader, epoch, now);
    }

    /** It has a session with the first master. */
    private void settle() {
        begin();
        welcome("m1", EPOCH);
    }

    private void passMillis(long millis) {
        now += millis * MILLI;
    }

    /** Nothing is due now, but something will be. */
    private void assertWaits(long mostMillis) {
        assertThat(begin()).isEmpty();
        assertThat(choice.nextAtNanos() - now).as("seed " + SEED).isBetween(mostMillis * MILLI / 2, mostMillis * MILLI);
    }

    /** The others may not know yet that the leader is gone, and would send the slave back to it. */
    @Test
    void whoHasLostItsLeaderAsksTheOthersForANewerOneAtFirst() {
        settle();
        assertThat(attempt("m2").seeksNewer()).isFalse();
        now += MasterChoice.PROVEN_NANOS;
        end("m1");
        passMillis(100);
        assertThat(begin()).containsExactly("m1", "m2", "m3");
        assertThat(begun.values()).allMatch(Attempt::seeksNewer);
        begun.keySet().forEach(this::end);
        passMillis(200);
        assertThat(begin()).containsExactly("m1", "m2", "m3");
        assertThat(begun.values()).noneMatch(Attempt::seeksNewer);
    }

    @Test
    void beginsWithAllMastersAtOnce() {
        assertThat(begin()).containsExactly("m1", "m2", "m3");
        assertThat(begin()).as("once").isEmpty();
        assertThat(choice.nextAtNanos()).isEqualTo(MasterChoice.NEVER);
    }

    @Test
    void asksAMasterThatIsListedTwiceOnce() {
        assertThat(begin(choice("m1", "m1"))).containsExactly("m1");
    }

    @Test
    void waitsLongerEachTimeForAMasterThatFailsWhileTheOthersGoOn() {
        begin();
        for (long most : List.of(100, 200, 400, 800, 1_000, 1_000)) {
            end("m2");
            assertWaits(most);
            now = choice.nextAtNanos();
            assertThat(begin()).containsExactly("m2");
        }
    }

    @Test
    void asksAMasterThatRefusesMoreAndMoreSeldomUpToOnceAMinute() {
        begin();
        for (long most : List.of(100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 60_000, 60_000)) {
            choice.refused(attempt("m2"), now);
            assertWaits(most);
            now = choice.nextAtNanos();
            assertThat(begin()).containsExactly("m2");
        }
        end("m2");
        assertWaits(1_000);
    }

    @Test
    void hasEachMasterWaitForItself() {
        begin();
        for (int i = 0; i < 10; i++) {
            end("m2");
            now = choice.nextAtNanos();
            begin();
        }
        end("m3");
        assertWaits(100);
    }

    @Test
    void takesTheFirstThatWelcomesItAndGivesUpTheOthers() {
        begin();
        end("m3");

        assertThat(welcome("m2", EPOCH)).containsExactly("m1");

        passMillis(5_000);
        assertThat(begin()).as("it has a master").isEmpty();
        assertThat(choice.nextAtNanos()).isEqualTo(MasterChoice.NEVER);
    }

    @Test
    void hearsNothingOfAnAttemptThatItGaveUp() {
        begin();
        welcome("m2", EPOCH);

        assertThat(welcome("m1", EPOCH + 1)).as("too late").containsExactly("m1");
        end("m1");
        assertThat(redirect("m3", "leader", EPOCH + 1)).isFalse();

        passMillis(5_000);
        assertThat(begin()).isEmpty();
    }

    @Test
    void asksEverybodyAgainSoonAfterASessionHasEnded() {
        begin();
        for (int i = 0; i < 10; i++) {
            end("m2");
            now = choice.nextAtNanos();
            begin();
        }
        welcome("m1", EPOCH);
        passMillis(5_000);

        end("m1");

        assertWaits(100);
        passMillis(100);
        assertThat(begin()).as("as if none had ever failed").containsExactly("m1", "m2", "m3");
    }

    @Test
    void asksTheOthersWhileItsMasterIsQuiet() {
        settle();

        choice.quiet(attempt("m1"), now);

        assertThat(begin()).containsExactly("m2", "m3");
        end("m2");
        assertWaits(100);
        passMillis(100);
        assertThat(begin()).containsExactly("m2");
    }

    @Test
    void staysWithAMasterThatIsHeardAgain() {
        settle();
        choice.quiet(attempt("m1"), now);
        begin();

        choice.heard(attempt("m1"));
        end("m2");
        end("m3");

        assertThat(choice.nextAtNanos()).isEqualTo(MasterChoice.NEVER);
        choice.quiet(attempt("m1"), now);
        assertThat(begin()).containsExactly("m2", "m3");
    }

    @Test
    void staysWithAQuietMasterToWhichTheOthersSendIt() {
        settle();
        choice.quiet(attempt("m1"), now);
        begin();

        assertThat(redirect("m2", "m1", EPOCH)).isFalse();
        assertThat(redirect("m3", "m1-by-another-name", EPOCH)).isFalse();

        assertWaits(100);
    }

    @Test
    void movesToANewerMasterWhileItsOwnIsQuiet() {
        settle();
        choice.quiet(attempt("m1"), now);
        begin();
        redirect("m2", "m3", EPOCH + 1);
        assertThat(begin()).as("m3 is asked already").isEmpty();

        assertThat(welcome("m3", EPOCH + 1)).containsExactly("m1");

        assertThat(choice.nextAtNanos()).as("the new one is not quiet").isEqualTo(MasterChoice.NEVER);
        choice.quiet(attempt("m3"), now);
        assertThat(begin()).containsExactly("m1", "m2");
    }

    @Test
    void followsARedirectToANewerMasterEvenWhenItsOwnIsHeardAgain() {
        settle();
        choice.quiet(attempt("m1"), now);
        begin();
        choice.heard(attempt("m1"));

        assertThat(redirect("m2", "leader", EPOCH + 1)).isTrue();

        assertThat(begin()).containsExactly("leader");
        assertThat(welcome("leader", EPOCH + 1)).containsExactly("m1", "m3");
    }

    @Test
    void turnsDownAMasterOfALowerEpoch() {
        settle();
        choice.quiet(attempt("m1"), now);
        begin();

        assertThat(welcome("m2", EPOCH - 1)).containsExactly("m2");

        assertWaits(100);
    }

    @Test
    void movesToItsOwnMasterUnderAnotherAddressSinceThatHasEndedTheOldSession() {
        settle();
        choice.quiet(attempt("m1"), now);
        begin();

        assertThat(welcome("m2", EPOCH)).containsExactly("m1", "m3");
    }

    @Test
    void goesBackAloneToAMasterThatItHasReachedTwice() {
        begin();
        welcome("m1", EPOCH);

        choice.superseded(attempt("m1"), now);

        assertWaits(100);
        passMillis(100);
        assertThat(begin()).containsExactly("m1");
        passMillis(1_000);
        assertThat(begin()).as("should that fail").containsExactly("m2", "m3");
    }

    @Test
    void followsARedirectAtOnce() {
        begin();

        assertThat(redirect("m2", "leader", EPOCH)).isTrue();

        assertThat(begin()).containsExactly("leader");
        assertWaits(1000);
    }

    @Test
    void followsARedirectToAMasterThatWouldHaveToWait() {
        begin();
        end("m1");

        assertThat(redirect("m2", "m1", EPOCH)).isTrue();

        assertThat(begin()).containsExactly("m1");
    }

    @Test
    void asksALeaderOnceHoweverManySendItThere() {
        begin();
        redirect("m2", "leader", EPOCH);
        redirect("m3", "leader", EPOCH);

        assertThat(begin()).containsExactly("leader");
        assertThat(begin()).isEmpty();
    }

    @Test
    void asksWhoHasNamedTheLeaderMoreAndMoreSeldomWhileThatIsAsked() {
        List<String> attempts = begin();
        List<Integer> asked = new ArrayList<>();
        for (int millis = 0; millis < 10_000; millis += 10) {
            if (attempts.contains("m2")) {
                redirect("m2", "m1", EPOCH);
                asked.add(millis);
            }
            passMillis(10);
            attempts = begin();
        }
        assertThat(asked).hasSizeBetween(4, 5);
    }

    @Test
    void asksWhoHasNamedTheLeaderAsSoonAsThatIsGivenUp() {
        begin();
        redirect("m2", "m1", EPOCH);
        passMillis(400);
        assertThat(begin()).isEmpty();
        end("m1");
        assertThat(begin()).containsExactly("m2");
    }

    @Test
    void forgetsALeaderThatIsNotInItsListWhenItIsNotThere() {
        begin();
        redirect("m2", "leader", EPOCH);
        begin();

        end("leader");

        passMillis(100);
        assertThat(begin()).containsExactly("m2");
    }

    @Test
    void asksALeaderAgainThatWasNotInItsListWhenTheSessionEnds() {
        begin();
        redirect("m2", "leader", EPOCH);
        begin();
        welcome("leader", EPOCH);
        passMillis(5_000);

        end("leader");

        passMillis(100);
        assertThat(begin()).containsExactly("m1", "m2", "m3", "leader");
    }

    @Test
    void followsNoMoreThanThreeRedirectsInARow() {
        begin();
        for (int i = 0; i < MasterChoice.MAX_REDIRECTS; i++) {
            assertThat(redirect("m2", "m2", EPOCH)).isTrue();
            assertThat(begin()).containsExactly("m2");
        }
        assertThat(redirect("m2", "m2", EPOCH)).isFalse();
        assertThat(begin()).isEmpty();
        now = choice.nextAtNanos();
        assertThat(begin()).containsExactly("m2");
        assertThat(redirect("m2", "m2", EPOCH)).as("a new row").isTrue();
    }

    @Test
    void aMasterThatWelcomesAndSendsOnAtOnceIsAskedLaterEachTime() {
        MasterChoice<String> two = choice("m1", "m2");
        begin(two);
        long from = now;
        int connections = 2;
        while (now - from < 60_000 * MILLI) {
            for (String master : List.of("m1", "m2")) {
                Attempt<String> attempt = attempt(master);
                two.welcomed(attempt, EPOCH, now).forEach(other -> two.ended(other, now));
                two.redirected(attempt, master.equals("m1") ? "m2" : "m1", EPOCH, now);
            }
            now = Math.max(now, two.nextAtNanos());
            connections += begin(two).size();
        }
        assertThat(connections).as("connections in a minute").isLessThan(250);
    }

    @Test
    void aSessionThatLastedIsFollowedToItsNewLeaderAtOnce() {
        settle();
        passMillis(5_000);
        assertThat(redirect("m1", "m2", EPOCH + 1)).isTrue();
        assertThat(begin()).containsExactly("m2");
    }

    @Test
    void leavesAMasterAloneForAMinuteThatItDoesNotBelieve() {
        settle();
        passMillis(10_000);

        choice.distrusted(attempt("m1"), now);

        passMillis(100);
        assertThat(begin()).containsExactly("m2", "m3");
        welcome("m2", EPOCH);
        choice.quiet(attempt("m2"), now);
        assertThat(begin()).as("nor while another one is silent").containsExactly("m3");
        end("m3");
        choice.ended(attempt("m2"), now);
        redirect("m2", "m1", EPOCH + 1);
        passMillis(59_000);
        assertThat(begin()).doesNotContain("m1");
        passMillis(1_000);
        assertThat(begin()).contains("m1");
    }

    @Test
    void followsNoRedirectBeyondItsListUnlessMastersProveWhoTheyAre() {
        MasterChoice<String> listed =
                new MasterChoice<>(List.of("m1", "m2"), BackoffLimits.DEFAULT, false, new SplittableRandom(SEED));
        begin(listed);
        assertThat(listed.redirected(attempt("m1"), "trap", EPOCH, now)).isFalse();
        assertThat(listed.redirected(attempt("m2"), "m1", EPOCH, now)).isTrue();
        assertThat(begin(listed)).containsExactly("m1");
    }

    @Test
    void knowsNoMoreThanAFewMastersThatAreNotInItsList() {
        begin();
        for (int i = 0; i < MasterChoice.MAX_UNLISTED; i++) {
            assertThat(redirect("m2", "trap-" + i, EPOCH)).isTrue();
            begin();
            now = choice.nextAtNanos();
            begin();
        }
        assertThat(redirect("m2", "one-more", EPOCH)).isFalse();
        now = choice.nextAtNanos();
        begin();
        assertThat(redirect("m2", "m1", EPOCH)).as("one of its list").isTrue();
    }

    @Test
    void needsAMaster() {
        assertThatIllegalArgumentException()
                .isThrownBy(MasterChoiceTest::choice)
                .withMessage("no master to choose from; name one at least");
    }
}
