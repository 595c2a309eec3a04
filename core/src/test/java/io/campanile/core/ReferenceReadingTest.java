package io.campanile.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReferenceReadingTest {

    private static final long SECOND = Units.SECOND_NANOS;

    /** 1 ms ahead and gaining 2 µs a second, to 10 µs, which grow by 1 µs a second for a minute. */
    private static final ReferenceReading READING =
            new ReferenceReading(SECOND, 1_000_000, 2_000, 10_000, 1_000, 60 * SECOND);

    @Test
    void goesOnAtItsRateAndKnowsLessAndLess() {
        assertThat(READING.offsetAt(11 * SECOND)).isEqualTo(1_020_000);
        assertThat(READING.errorAt(11 * SECOND)).isEqualTo(20_001);
        assertThat(READING.offsetAt(0)).isEqualTo(998_000);
        assertThat(READING.errorAt(0)).isEqualTo(11_001);
        assertThat(READING.slowestPpb()).isEqualTo(1_000);
        assertThat(READING.fastestPpb()).isEqualTo(3_000);
    }

    @Test
    void holdsForAsLongAsItSays() {
        assertThat(READING.isValid(61 * SECOND - 1)).isTrue();
        assertThat(READING.remainingNanos(21 * SECOND)).isEqualTo(40 * SECOND);
        assertThat(READING.isValid(61 * SECOND)).isFalse();
        assertThat(READING.remainingNanos(70 * SECOND)).isZero();
    }

    @Test
    void aTimeIsAsFarFromItAsItMayBeAtMost() {
        Mapping behind = new Mapping(1, SECOND, 400_000, 0);

        assertThat(READING.distanceFrom(behind, SECOND)).isEqualTo(600_000 + 10_001);
        assertThat(READING.distanceFrom(behind, 11 * SECOND)).isEqualTo(620_000 + 20_001);
    }

    @Test
    void impossibleReadingsAreRefusedByName() {
        refused(Double.NaN, 0, 0, 0, "rate is NaN");
        refused(1e9, 0, 0, 0, "rate is 1.0E9 ppb");
        refused(0, -1, 0, 0, "error is -1 ns");
        refused(0, 0, 1e9, 0, "grows by 1.0E9 ppb");
        refused(0, 0, 0, -1, "holds for -1 ns");
    }

    private static void refused(double rate, long error, double growth, long validFor, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReferenceReading(0, 0, rate, error, growth, validFor))
                .withMessageContaining(why);
    }
}
