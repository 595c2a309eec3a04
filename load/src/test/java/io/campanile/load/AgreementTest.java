package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static Agreement of(long bound, long... ahead) {
        long[] bounds = new long[ahead.length];
        Arrays.fill(bounds, bound);
        return Agreement.of(ahead, bounds);
    }

    @Test
    void theCommonTimeIsTheMedian() {
        assertThat(of(100, 30, 10, 20).commonNanos()).isEqualTo(20);
        assertThat(of(100, 30, 10, 20, 1_000_000).commonNanos()).isEqualTo(25);
        assertThat(of(100, -5).commonNanos()).isEqualTo(-5);
        assertThat(of(100).commonNanos()).isZero();
    }

    @Test
    void theMedianOfHugeValuesDoesNotOverflow() {
        long huge = 9_000_000_000_000_000_000L;
        assertThat(of(100, huge, huge + 2).commonNanos()).isEqualTo(huge + 1);
    }

    @Test
    void boundsThatCanAllHoldAreNotBlamed() {
        // The third misses the median, but cluster time can be at 15, where all three reach.
        Agreement agreement = Agreement.of(new long[] {0, 0, 20}, new long[] {15, 20, 5});
        assertThat(agreement.commonNanos()).isZero();
        assertThat(agreement.violations()).isZero();
    }

    @Test
    void theFewestThatCanBeWrongAreBlamed() {
        assertThat(Agreement.of(new long[] {0, 0, 20}, new long[] {14, 20, 5}).violations())
                .isEqualTo(1);
        assertThat(of(5, 0, 1, 2, 50, -70).violations()).isEqualTo(2);
        // Most miss the median, which is 0, but one alone is wrong.
        assertThat(Agreement.of(new long[] {-100, 10, -1, 0, 11}, new long[] {1, 9, 3, 4, 10})
                        .violations())
                .isEqualTo(1);
    }
}
