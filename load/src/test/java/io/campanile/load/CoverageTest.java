package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    private final Coverage coverage = new Coverage();
    private final List<Slave> slaves = new ArrayList<>();
    private Round probed = Round.NONE;

    /** What a slave's clock would tell. */
    private final class Slave {

        private final Tally joined;
        private Tally now;
        private @Nullable Tally settled;

        private Slave(long epoch, long round, long corrections) {
            joined = new Tally(new Round(epoch, round), corrections);
            now = new Tally(Round.NONE, corrections);
            slaves.add(this);
        }

        void corrected(long epoch, long... rounds) {
            for (long round : rounds) {
                now = new Tally(new Round(epoch, round), now.corrections() + 1);
            }
        }
    }

    private Slave joinedIn(long round) {
        return new Slave(1, round, 0);
    }

    private void pass() {
        coverage.look(probed, slaves.stream().map(s -> s.now).toList());
        slaves.forEach(s -> s.settled = coverage.settle(s.settled, s.joined, s.now));
    }

    private void assertCovered(long covered, long due) {
        assertThat(coverage.covered()).isEqualTo(covered);
        assertThat(coverage.share()).isCloseTo((double) covered / due, EXACT);
    }

    @Test
    void nothingIsDueBeforeTheFirstCorrection() {
        Slave slave = joinedIn(1);
        pass();
        assertThat(coverage.share()).isNaN();
        slave.corrected(1, 7);
        pass();
        assertThat(coverage.share())
                .as("round 7 is the newest, and may be on its way to others")
                .isNaN();
        slave.corrected(1, 8);
        pass();
        assertCovered(1, 1);
        assertThat(coverage.rounds()).isEqualTo(1);
    }

    @Test
    void aMissedRoundCounts() {
        Slave slave = joinedIn(1);
        Slave other = joinedIn(1);
        slave.corrected(1, 2, 3, 4, 5, 6);
        other.corrected(1, 2, 3, 5, 6);
        pass();
        assertCovered(7, 8);
    }

    @Test
    void itIsAllTheSameHowManyRoundsLieBetweenTwoPasses() {
        Slave slave = joinedIn(1);
        Slave other = joinedIn(1);
        for (long round = 2; round <= 40; round++) {
            slave.corrected(1, round);
            if (round % 10 != 0) {
                other.corrected(1, round);
            }
            if (round % 7 == 0) {
                pass();
            }
        }
        pass();
        // Rounds 2 to 39; the other missed 10, 20 and 30.
        assertCovered(38 + 35, 2 * 38);
    }

    @Test
    void theNewestRoundIsNotDueYet() {
        Slave early = joinedIn(1);
        Slave late = joinedIn(1);
        early.corrected(1, 2, 3, 4);
        late.corrected(1, 2, 3);
        pass();
        assertCovered(4, 4);
        late.corrected(1, 4);
        pass();
        assertCovered(4, 4);
    }

    @Test
    void whoJoinsLateIsDueFromTheNextRoundOn() {
        Slave first = joinedIn(1);
        first.corrected(1, 2, 3, 4, 5);
        Slave notInItsOwnRound = joinedIn(5);
        Slave inItsOwnRoundAlready = new Slave(1, 5, 1);
        inItsOwnRoundAlready.now = new Tally(new Round(1, 5), 1);
        pass();
        assertCovered(3, 3);
        first.corrected(1, 6, 7);
        notInItsOwnRound.corrected(1, 6, 7);
        inItsOwnRoundAlready.corrected(1, 6, 7);
        pass();
        // One each for round 6.
        assertCovered(5 + 1 + 1, 5 + 1 + 1);
    }

    @Test
    void whoIsNeverCorrectedCountsAllTheSame() {
        Slave served = joinedIn(1);
        joinedIn(1);
        served.corrected(1, 2, 3, 4, 5);
        pass();
        assertCovered(3, 6);
    }

    @Test
    void whoMissesItsFirstRoundHasMissedIt() {
        Slave first = joinedIn(1);
        Slave late = joinedIn(4);
        first.corrected(1, 2, 3, 4, 5, 6, 7);
        late.corrected(1, 6, 7);
        pass();
        // Rounds 2 to 6 for the first, 5 and 6 for the late one.
        assertCovered(5 + 1, 5 + 2);
    }

    @Test
    void roundsThatCorrectNobodyAreDueAllTheSame() {
        Slave slave = joinedIn(1);
        slave.corrected(1, 2, 3);
        probed = new Round(1, 4);
        pass();
        assertCovered(1, 1);
        // Rounds 4 to 8 are over without a correction.
        probed = new Round(1, 9);
        pass();
        assertCovered(2, 1 + 1 + 4);
        assertThat(coverage.rounds()).isEqualTo(5);
        slave.corrected(1, 9, 10);
        pass();
        assertCovered(3, 8);
    }

    @Test
    void aNewMasterStartsTheCountAgain() {
        Slave slave = joinedIn(1);
        Slave other = joinedIn(1);
        slave.corrected(1, 2, 3, 4);
        other.corrected(1, 2, 3, 4);
        pass();
        assertCovered(4, 4);
        slave.corrected(2, 1);
        pass();
        assertCovered(4, 4);
        other.corrected(2, 1, 2);
        slave.corrected(2, 2, 3);
        pass();
        // Both for rounds 1 and 2 of the new master.
        assertCovered(8, 8);
    }
}
