package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private final Histogram histogram = new Histogram();

    @Test
    void hasThreeBucketsToADecadeFrom100NanosecondsTo10Seconds() {
        long[] bounds = Histogram.boundsNanos();
        assertThat(bounds).hasSize(25).startsWith(100, 200, 500, 1_000).endsWith(5_000_000_000L, 10_000_000_000L);
        assertThat(bounds).isSorted();
    }

    @Test
    void aBucketHoldsItsUpperEnd() {
        histogram.add(0);
        histogram.add(100);
        histogram.add(101);
        assertThat(histogram.counts()).startsWith(2, 1, 0);
    }

    @Test
    void whatIsLongerThanEveryBoundFallsIntoTheLastBucket() {
        histogram.add(3600_000_000_000L);
        assertThat(histogram.counts()).endsWith(0, 1);
    }

    @Test
    void addsUpWhatItCounts() {
        histogram.add(50);
        histogram.add(7_000);
        assertThat(histogram.sumNanos()).isEqualTo(7_050);
        assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(2);
    }
}
