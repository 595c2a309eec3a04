package io.campanile.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuTimelineTest {

    private final CpuTimeline timeline = new CpuTimeline();

    @Test
    void tellsWhatWasUsedBetweenTwoLooks() {
        timeline.add(1000, 50);
        timeline.add(2000, 80);
        timeline.add(3000, 200);
        assertThat(timeline.cpuMicrosBetween(1000, 3000)).isEqualTo(150);
        assertThat(timeline.cpuMicrosBetween(1000, 2000)).isEqualTo(30);
    }

    @Test
    void takesUseForEvenBetweenLooks() {
        timeline.add(1000, 0);
        timeline.add(2000, 100);
        timeline.add(4000, 100);
        assertThat(timeline.cpuMicrosBetween(1250, 3000)).isEqualTo(75);
    }

    @Test
    void countsNothingBeforeTheFirstLookAndAfterTheLast() {
        timeline.add(1000, 10);
        timeline.add(2000, 30);
        assertThat(timeline.cpuMicrosBetween(0, 5000)).isEqualTo(20);
    }

    @Test
    void knowsNothingWithoutALook() {
        assertThat(timeline.cpuMicrosBetween(0, 1)).isNaN();
    }
}
