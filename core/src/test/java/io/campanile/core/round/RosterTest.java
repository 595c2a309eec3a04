package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.Caller;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.NodeName;
import io.campanile.core.round.Roster.Admission;
import io.campanile.core.round.Roster.Admitted;
import io.campanile.core.round.Roster.TurnedAway;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final long START_NANOS = TimeUnit.DAYS.toNanos(20_000);
    private static final long START_MILLIS = TimeUnit.NANOSECONDS.toMillis(START_NANOS);

    private final Roster<Object> roster = roster(100);

    private static Roster<Object> roster(int maxSlaves) {
        return new Roster<>(maxSlaves, AdmissionLimits.DEFAULT, Epochs.alone(START_NANOS), new SplittableRandom(5));
    }

    private static Hello hello(String name, long instance) {
        return hello(name, instance, 0);
    }

    private static Hello hello(String name, long instance, long lastEpoch) {
        return new Hello(name, instance, Message.PROTOCOL_VERSION, true, lastEpoch);
    }

    private Admitted<Object> admit(Hello hello, Object connection) {
        Admission<Object> admission = roster.admit(hello, Origin.HERE, connection);
        assertThat(admission).isInstanceOf(Admitted.class);
        return (Admitted<Object>) admission;
    }

    private Admitted<Object> admit(String name, long instance) {
        return admit(hello(name, instance), new Object());
    }

    private static TurnedAway<Object> turnedAway(Admission<Object> admission) {
        assertThat(admission).isInstanceOf(TurnedAway.class);
        return (TurnedAway<Object>) admission;
    }

    private List<String> admitMany(String name, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(admit(name, i).uniqueName());
        }
        return names;
    }

    @Test
    void numbersSlavesOfTheSameName() {
        assertThat(admitMany("a1", 3)).containsExactly("a1", "a1-2", "a1-3");
    }

    @Test
    void givesTheNameOfOneThatIsGoneToTheNextProcessOfTheSamePlace() {
        Object killed = new Object();
        Object next = new Object();
        Origin box = Origin.of("10.0.0.7", false);
        roster.admit(hello("box", 1), box, killed);
        assertThat(roster.namesake(hello("box", 2), box)).contains(killed);

        Admitted<Object> admitted =
                (Admitted<Object>) roster.admit(hello("box", 2), box, next, other -> other == killed);

        assertThat(admitted.uniqueName()).isEqualTo("box");
        assertThat(admitted.superseded()).contains(killed);
        assertThat(admitted.right().isHeld()).as("it votes in its place").isTrue();
        roster.leave("box", killed);
        assertThat(roster.find("box")).contains(next);
        roster.leave("box", next);
        assertThat(roster.size()).isZero();
    }

    @Test
    void givesTheNameOfALiveOneToNobody() {
        Origin box = Origin.of("10.0.0.7", false);
        roster.admit(hello("box", 1), box, new Object());
        assertThat(((Admitted<Object>) roster.admit(hello("box", 2), box, new Object(), other -> false)).uniqueName())
                .isEqualTo("box-2");
    }

    /** Silence alone is no reason: who is elsewhere, or has another certificate, is somebody else. */
    @Test
    void givesTheNameOfOneThatIsGoneToNobodyFromElsewhere() {
        Origin box = Origin.of("10.0.0.7", false);
        for (Origin other : List.of(
                Origin.of("10.0.0.8", false),
                box.certifiedAs("DNS:box"),
                Origin.of("10.0.0.8", false).certifiedAs("DNS:box"))) {
            Roster<Object> alone = roster(10);
            alone.admit(hello("box", 1), box, new Object());
            assertThat(alone.namesake(hello("box", 2), other)).isEmpty();
            assertThat(((Admitted<Object>) alone.admit(hello("box", 2), other, new Object(), gone -> true))
                            .uniqueName())
                    .isEqualTo("box-2");
        }
        Roster<Object> certified = roster(10);
        certified.admit(hello("box", 1), box.certifiedAs("DNS:box"), new Object());
        assertThat(certified.namesake(hello("box", 2), box))
                .as("it proves nothing")
                .isEmpty();
    }

    @Test
    void aStandbysNameIsForTheStandbyAlone() {
        Roster<Object> ofAGroup = new Roster<>(
                5,
                AdmissionLimits.DEFAULT,
                Epochs.alone(START_NANOS),
                new SplittableRandom(5),
                Set.of("m1", "m2", "m2-2"));
        assertThat(name(ofAGroup, hello("m2", 1))).isEqualTo("m2-3");
        assertThat(name(ofAGroup, standby("m2", 2))).isEqualTo("m2");
        // Two by mistake, and one that is no member.
        assertThat(name(ofAGroup, standby("m2", 3))).isEqualTo("m2-4");
        assertThat(name(ofAGroup, standby("m2-2", 4))).isEqualTo("m2-2");
        assertThat(name(ofAGroup, standby("a1", 5))).isEqualTo("a1");
    }

    private static Hello standby(String name, long instance) {
        return new Hello(name, instance, Message.PROTOCOL_VERSION, true, 0, true, Caller.STANDBY, false);
    }

    private static String name(Roster<Object> roster, Hello hello) {
        return ((Admitted<Object>) roster.admit(hello, Origin.HERE, new Object())).uniqueName();
    }

    @Test
    void stepsOverANumberedNameThatIsTaken() {
        admit("a1-2", 1);
        assertThat(admitMany("a1", 2)).containsExactly("a1", "a1-3");
    }

    @Test
    void keepsNamesUniqueBeyondTheLastNumber() {
        List<String> names = admitMany("a1", 50);
        assertThat(names).startsWith("a1", "a1-2").contains("a1-9").doesNotHaveDuplicates();
        assertThat(names).allSatisfy(name -> assertThat(name).startsWith("a1"));
    }

    @Test
    void keepsLongNamesWithinTheLimit() {
        List<String> names = admitMany("x".repeat(NodeName.MAX_LENGTH), 50);
        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name)
                        .hasSizeLessThanOrEqualTo(NodeName.MAX_LENGTH)
                        .startsWith("xxx"));
    }

    @Test
    void neverCutsACharacterInTwo() {
        String clocks = "\uD83D\uDD70".repeat(NodeName.MAX_LENGTH / 2);
        assertThat(admitMany(clocks, 12))
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(
                                name.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
                        .isEmpty());
    }

    @Test
    void givesANameAgainOnceItIsFree() {
        Object first = new Object();
        admit(hello("a1", 1), first);
        roster.leave("a1", first);
        assertThat(admit("a1", 2).uniqueName()).isEqualTo("a1");
    }

    @Test
    void letsTheSameSlaveTakeItsOwnPlace() {
        admit("a1", 1);
        Object earlier = new Object();
        admit(hello("a1", 2), earlier);
        Admitted<Object> again = admit("a1", 2);
        assertThat(again.uniqueName()).isEqualTo("a1-2");
        assertThat(again.superseded()).containsSame(earlier);
    }

    @Test
    void takesTheSameInstanceUnderAnotherNameForAnotherSlave() {
        admit("a1", 1);
        Admitted<Object> other = admit("b1", 1);
        assertThat(other.superseded()).isEmpty();
        assertThat(other.uniqueName()).isEqualTo("b1");
    }

    @Test
    void keepsTheNewConnectionWhenTheSupersededOneLeaves() {
        Object earlier = new Object();
        admit(hello("a1", 1), earlier);
        Object later = new Object();
        admit(hello("a1", 1), later);
        roster.leave("a1", earlier);
        assertThat(admit("a1", 2).uniqueName()).isEqualTo("a1-2");
        assertThat(admit("a1", 1).superseded()).containsSame(later);
    }

    @Test
    void turnsAwayOneSlaveTooManyAndSaysWhatToDo() {
        Roster<Object> small = roster(2);
        Object first = new Object();
        small.admit(hello("a1", 1), Origin.HERE, first);
        small.admit(hello("a2", 2), Origin.HERE, new Object());
        TurnedAway<Object> no = turnedAway(small.admit(hello("a3", 3), Origin.HERE, new Object()));
        assertThat(no.reason()).isEqualTo(GoodbyeReason.FULL);
        assertThat(no.detail()).isEqualTo("the master has its 2 slaves: raise the limit of slaves there");
        small.leave("a1", first);
        assertThat(small.admit(hello("a3", 3), Origin.HERE, new Object())).isInstanceOf(Admitted.class);
    }

    @Test
    void letsAKnownSlaveBackInThoughItIsFull() {
        Roster<Object> small = roster(1);
        small.admit(hello("a1", 1), Origin.HERE, new Object());
        assertThat(small.admit(hello("a1", 1), Origin.HERE, new Object())).isInstanceOf(Admitted.class);
    }

    @Test
    void oneHelloChangesTheEpochOfNobodyElse() {
        long highest = START_MILLIS + Epochs.LEEWAY_MILLIS - 1;
        assertThat(admit(hello("liar", 1, highest), new Object()).epoch()).isEqualTo(highest + 1);
        assertThat(roster.epoch()).isEqualTo(START_MILLIS);
        assertThat(admit("a2", 2).epoch()).isEqualTo(START_MILLIS);
        assertThat(admit(hello("a3", 3, START_MILLIS), new Object()).epoch()).isEqualTo(START_MILLIS);
    }

    @Test
    void turnsAwayASlaveOfANewerMasterAndStaysWhereItIs() {
        long tooNew = START_MILLIS + Epochs.LEEWAY_MILLIS;
        TurnedAway<Object> no = turnedAway(roster.admit(hello("a1", 1, tooNew), Origin.HERE, new Object()));
        assertThat(no.reason()).isEqualTo(GoodbyeReason.STALE_MASTER);
        assertThat(no.detail()).contains("epoch " + tooNew, "this master's, " + START_MILLIS, "another master runs");
        assertThat(roster.epoch()).isEqualTo(START_MILLIS);
    }

    @Test
    void findsWhoIsInByItsUniqueName() {
        Object connection = new Object();
        admit("a1", 1);
        roster.admit(hello("a1", 2), Origin.HERE, connection);
        assertThat(roster.find("a1-2")).containsSame(connection);
        assertThat(roster.size()).isEqualTo(2);
        roster.leave("a1-2", connection);
        assertThat(roster.find("a1-2")).isEmpty();
        assertThat(roster.size()).isEqualTo(1);
    }

    @Test
    void givesEverySlaveASessionOfItsOwn() {
        Set<Long> sessions = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            sessions.add(admit("a" + i, i).session());
        }
        assertThat(sessions).hasSize(100).doesNotContain(0L);
    }
}
