package io.campanile.load.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 20_000 * 86_400 * SECOND;

    /** So many seconds after some midnight and a bit, a cluster clock that is ahead by this. */
    private static SlaveReading reading(int second, long lateNanos, long aheadNanos) {
        long host = DAY + second * SECOND + lateNanos;
        return new SlaveReading(host, host + aheadNanos, 1000);
    }

    private static Pairs measuring(int slaves) {
        Pairs pairs = new Pairs(slaves);
        pairs.startMeasuring();
        return pairs;
    }

    @Test
    void comparesEveryTwoWhenTheLastOneIsHeard() {
        Pairs pairs = measuring(3);
        pairs.add(0, reading(1, 5_000_000, 7_000));
        pairs.add(2, reading(1, 9_000_000, 7_400));
        assertThat(pairs.result(0).moments()).isZero();
        pairs.add(1, reading(1, 1_000, 7_100));
        AgreementResult result = pairs.result(0);
        assertThat(result.moments()).isEqualTo(1);
        assertThat(result.pairP50Nanos()).isEqualTo(300);
        assertThat(result.pairMaxNanos()).isEqualTo(400);
        assertThat(result.pairRmsNanos()).isCloseTo(Math.sqrt((100 * 100 + 300 * 300 + 400 * 400) / 3.0), within(1e-6));
        assertThat(result.meanBoundNanos()).isEqualTo(1000);
        assertThat(result.isClean()).isTrue();
    }

    @Test
    void aPairFurtherApartThanBothBoundsIsAViolation() {
        Pairs pairs = measuring(2);
        pairs.add(0, reading(1, 0, 0));
        pairs.add(1, reading(1, 0, 2_000));
        assertThat(pairs.result(0).boundViolations()).isZero();
        pairs.add(0, reading(2, 0, 0));
        pairs.add(1, reading(2, 0, -2_001));
        assertThat(pairs.result(0).boundViolations()).isEqualTo(1);
        assertThat(pairs.result(0).isClean()).isFalse();
    }

    @Test
    void aSlaveThatPrintsLessThanBeforeWentBack() {
        Pairs pairs = measuring(2);
        pairs.add(0, reading(1, 0, 0));
        pairs.add(1, reading(1, 0, SECOND));
        pairs.add(0, reading(2, 0, -SECOND));
        assertThat(pairs.result(0).backwardReadings()).isZero();
        pairs.add(0, reading(3, 0, -2 * SECOND - 1));
        assertThat(pairs.result(0).backwardReadings()).isEqualTo(1);
        assertThat(pairs.result(0).isClean()).isFalse();
    }

    @Test
    void theWarmUpCountsForPromisesOnly() {
        Pairs pairs = new Pairs(2);
        pairs.add(0, reading(1, 0, 0));
        pairs.add(1, reading(1, 0, 5_000));
        assertThat(pairs.result(0).moments()).isZero();
        assertThat(pairs.result(0).pairMaxNanos()).isNaN();
        assertThat(pairs.result(0).boundViolations()).isEqualTo(1);
        pairs.startMeasuring();
        pairs.add(0, reading(2, 0, 0));
        pairs.add(1, reading(2, 0, 50));
        assertThat(pairs.result(0).pairMaxNanos()).isEqualTo(50);
    }

    @Test
    void aSecondThatASlaveMissedDoesNotCountAndIsForgotten() {
        Pairs pairs = measuring(2);
        for (int second = 1; second <= 10; second++) {
            pairs.add(0, reading(second, 0, 0));
        }
        pairs.add(1, reading(10, 0, 10));
        pairs.add(1, reading(9, 0, 9));
        assertThat(pairs.result(0).moments()).as("a little late").isEqualTo(2);
        pairs.add(1, reading(1, 0, 1));
        assertThat(pairs.result(0).moments()).as("far too late").isEqualTo(2);
    }
}
