package io.campanile.core.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.message.Message;
import io.campanile.core.message.Testimony;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HearingTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000;

    /** The slave's local time when the inquiry begins; its clock may be anywhere. */
    private static final long START = 50_000 * SECOND;

    /** Cluster − local: the slave's clock is some months behind. */
    private static final long OFFSET = 10_000_000 * SECOND;

    private static final long ERROR = 100_000;
    private static final long ROUND_TRIP = MILLI;

    private static Hearing hearing(int listed, int others) {
        return new Hearing(new Panel(listed, others, SECOND), START);
    }

    /** A claim that the slave's clock should be so far ahead of what honest masters say, give or take an error. */
    private static Claim claim(long aheadNanos, long errorNanos) {
        return new Claim(new Mapping(1, START, OFFSET + aheadNanos, 0), errorNanos, 0);
    }

    /** A master answers that is so far ahead of cluster time, in the middle of a round trip of a millisecond. */
    private static void answer(Hearing hearing, long aheadNanos, long epoch) {
        long asked = START + MILLI;
        long told = asked + ROUND_TRIP / 2 + OFFSET + aheadNanos;
        hearing.testified(new Testimony(told, ERROR, epoch), asked, asked + ROUND_TRIP);
    }

    @Test
    void twoOfThreeThatAgreeContradictTheThird() {
        Hearing hearing = hearing(3, 2);
        answer(hearing, 0, 7);
        answer(hearing, ERROR, 8);

        Contradiction contradiction =
                hearing.contradiction(claim(3600 * SECOND, ERROR)).orElseThrow();

        assertThat(contradiction.others()).isEqualTo(2);
        assertThat(contradiction.listed()).isEqualTo(3);
        assertThat(contradiction.epoch()).as("the lowest that they have obeyed").isEqualTo(7);
        assertThat(contradiction.sentence()).startsWith("2 of the 3 masters").contains("is 3600 s ahead of");
    }

    @Test
    void whoIsBehindIsContradictedAsMuch() {
        Hearing hearing = hearing(3, 2);
        answer(hearing, 0, 7);
        answer(hearing, 0, 7);
        Contradiction contradiction =
                hearing.contradiction(claim(-SECOND, ERROR)).orElseThrow();
        assertThat(contradiction.aheadNanos()).isBetween(-SECOND, -SECOND + 2 * MILLI);
        assertThat(contradiction.sentence()).contains("is 1.0 s behind");
    }

    @Test
    void whoMayBeRightByItsOwnBoundAndTheRoundTripIsNotContradicted() {
        Hearing hearing = hearing(3, 2);
        answer(hearing, 0, 7);
        answer(hearing, 0, 7);
        assertThat(hearing.contradiction(claim(ERROR + ROUND_TRIP / 2, 0))).isEmpty();
        assertThat(hearing.contradiction(claim(SECOND, SECOND))).isEmpty();
        assertThat(hearing.contradiction(claim(2 * ERROR + ROUND_TRIP, ERROR))).isPresent();
    }

    /** There is no time of the majority where none agrees with another: the list may be of masters that know nothing of each other. */
    @Test
    void thoseWhoDoNotAgreeAreNoMajority() {
        Hearing hearing = hearing(3, 2);
        answer(hearing, 0, 7);
        answer(hearing, 10 * SECOND, 7);
        assertThat(hearing.contradiction(claim(3600 * SECOND, ERROR))).isEmpty();
    }

    @Test
    void oneThatDoesNotMissItBreaksNoMajorityOfTheOthers() {
        Hearing hearing = hearing(5, 4);
        answer(hearing, 3600 * SECOND, 9);
        answer(hearing, 0, 7);
        answer(hearing, 0, 7);
        assertThat(hearing.contradiction(claim(3600 * SECOND, ERROR)))
                .as("two of five")
                .isEmpty();
        answer(hearing, 0, 7);
        assertThat(hearing.contradiction(claim(3600 * SECOND, ERROR))).isPresent();
        assertThat(hearing.contradiction(claim(0, ERROR))).isEmpty();
    }

    @Test
    void silentAndIgnorantMastersCountForNobody() {
        Hearing hearing = hearing(3, 2);
        answer(hearing, 0, 7);
        hearing.testified(new Testimony(START, Message.MAX_NANOS, 7), START, START + 1);
        assertThat(hearing.contradiction(claim(3600 * SECOND, ERROR))).isEmpty();
        assertThat(hearing.isSettled(claim(3600 * SECOND, ERROR), START + 2)).isTrue();
    }

    @Test
    void aMasterThatHasObeyedNoEpochKnowsNothing() {
        Hearing hearing = hearing(3, 2);
        answer(hearing, 0, 7);
        answer(hearing, 0, 0);
        assertThat(hearing.contradiction(claim(3600 * SECOND, ERROR))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // One has said the same: the other one alone is no majority.
        "0, true",
        // One contradicts: the other one decides.
        "3600, false"
    })
    void isSettledAsSoonAsWhoIsAwaitedChangesNothing(long aheadSeconds, boolean settled) {
        Hearing hearing = hearing(3, 2);
        assertThat(hearing.isSettled(claim(0, ERROR), START)).isFalse();
        answer(hearing, 0, 7);
        Claim claim = claim(aheadSeconds * SECOND, ERROR);
        assertThat(hearing.isSettled(claim, START + MILLI)).isEqualTo(settled);
        assertThat(hearing.isSettled(claim, START + Hearing.PATIENCE_NANOS + 1))
                .as("nobody is waited for without end")
                .isTrue();
    }

    @Test
    void anAnswerOutOfTimesOrderIsNone() {
        Hearing hearing = hearing(3, 2);
        answer(hearing, 0, 7);
        hearing.testified(new Testimony(START + OFFSET, ERROR, 7), START + SECOND, START);
        assertThat(hearing.contradiction(claim(3600 * SECOND, ERROR))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Message.MAX_NANOS - 1})
    void theEndsOfTimeOverflowNothing(long told) {
        Hearing hearing = hearing(3, 2);
        hearing.testified(new Testimony(told, Message.MAX_NANOS - 1, 7), START, START + 1);
        hearing.testified(new Testimony(told, Message.MAX_NANOS - 1, 7), START, START + 1);
        assertThat(hearing.contradiction(claim(0, ERROR)))
                .as("an error of a century leaves everything open")
                .isEmpty();
    }

    /** Whatever the offsets, rates, round trips and errors are: who is within its bound is never contradicted by others who are. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void honestMastersContradictNoHonestOne(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int trial = 0; trial < 20_000; trial++) {
            int listed = random.nextInt(3, 8);
            Hearing hearing = hearing(listed, listed - 1);
            // Cluster time = local · (1 + drift) + offset.
            double drift = random.nextDouble(-500e-6, 500e-6);
            long error = random.nextLong(1, 1L << random.nextInt(1, 40));
            int liars = (listed - 1) / 2;
            for (int i = 1; i < listed; i++) {
                long asked = START + random.nextLong(SECOND / 2);
                long heard = asked + random.nextLong(1, SECOND / 2);
                long answered = random.nextLong(asked, heard + 1);
                long own = random.nextLong(1, 1L << random.nextInt(1, 40));
                long cluster = truth(answered, drift) + random.nextLong(-own, own + 1);
                long lie = i <= liars ? 3600 * SECOND : 0;
                hearing.testified(new Testimony(cluster + lie, own, 7), asked, heard);
            }
            long at = START + random.nextLong(-10 * SECOND, SECOND);
            long off = random.nextLong(-error, error + 1);
            Claim claim = new Claim(new Mapping(1, at, truth(at, drift) - at + off, drift * 1e9), error, 1);
            assertThat(hearing.contradiction(claim))
                    .as("seed %d, trial %d", seed, trial)
                    .isEmpty();
        }
    }

    private static long truth(long local, double drift) {
        return local + OFFSET + Math.round(drift * (local - START));
    }
}
