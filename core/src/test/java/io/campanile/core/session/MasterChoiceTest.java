package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.session.MasterChoice.Next;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MasterChoiceTest {

    private static final long MILLI = 1_000_000;
    private static final long SEED = 3;

    private final MasterChoice<String> choice = choice("m1", "m2", "m3");

    private static MasterChoice<String> choice(String... masters) {
        return new MasterChoice<>(List.of(masters), BackoffLimits.DEFAULT, new SplittableRandom(SEED));
    }

    /** The masters in turn, and never at once. */
    private static void assertWaitsFor(Next<String> next, String master, long mostMillis) {
        assertThat(next.master()).isEqualTo(master);
        assertThat(next.waitNanos()).as("seed " + SEED).isBetween(mostMillis * MILLI / 2, mostMillis * MILLI);
    }

    @Test
    void beginsWithTheFirstMasterAtOnce() {
        assertThat(choice.first()).isEqualTo(new Next<>("m1", 0));
    }

    @Test
    void triesTheMastersInTurnAndWaitsLongerEachTime() {
        choice.first();
        assertWaitsFor(choice.unreachable(), "m2", 100);
        assertWaitsFor(choice.unreachable(), "m3", 200);
        assertWaitsFor(choice.unreachable(), "m1", 400);
        assertWaitsFor(choice.unreachable(), "m2", 800);
        assertWaitsFor(choice.unreachable(), "m3", 1_000);
        assertWaitsFor(choice.unreachable(), "m1", 1_000);
    }

    @Test
    void comesBackToTheOnlyMaster() {
        MasterChoice<String> only = choice("m1");
        assertWaitsFor(only.unreachable(), "m1", 100);
    }

    @Test
    void goesOnToTheNextWhenASessionEndsWithoutAWelcome() {
        assertWaitsFor(choice.ended(false, null), "m2", 100);
        assertWaitsFor(choice.ended(false, null), "m3", 200);
    }

    @Test
    void isQuickAgainAfterAWelcome() {
        for (int i = 0; i < 10; i++) {
            choice.unreachable();
        }
        assertThat(choice.ended(true, null).waitNanos()).isLessThanOrEqualTo(100 * MILLI);
    }

    @Test
    void followsARedirectAtOnce() {
        assertThat(choice.ended(false, "leader")).isEqualTo(new Next<>("leader", 0));
        assertWaitsFor(choice.unreachable(), "m2", 100);
    }

    @Test
    void followsNoMoreThanThreeRedirectsInARow() {
        for (int i = 0; i < MasterChoice.MAX_REDIRECTS; i++) {
            assertThat(choice.ended(true, "mirror").master()).isEqualTo("mirror");
        }
        assertWaitsFor(choice.ended(true, "mirror"), "m2", 100);
    }

    @Test
    void countsOnlyRedirectsInARow() {
        for (int i = 0; i < 10; i++) {
            assertThat(choice.ended(false, "gone")).isEqualTo(new Next<>("gone", 0));
            choice.unreachable();
        }
    }

    @Test
    void needsAMaster() {
        assertThatIllegalArgumentException()
                .isThrownBy(MasterChoiceTest::choice)
                .withMessage("no master to choose from; name one at least");
    }
}
