package io.campanile.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.bench.process.GcLog.Stop;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GcLogTest {

    private static final List<String> JDK_17 = List.of(
            "[25340064314085ns] GC(92) Phase 2: Compute new object addresses",
            "[25340065098317ns] GC(92) Phase 2: Compute new object addresses 0.781ms",
            "[25340067274501ns] GC(92) DefNew: 20754K(30720K)->0K(30720K) Eden: 20753K(27328K)->0K(27328K)",
            "[25340067301041ns] GC(92) Pause Full (Heap Inspection Initiated GC) 22M->2M(96M) 6.393ms",
            "[25340067312888ns] GC(92) User=0.01s Sys=0.00s Real=0.00s",
            "[25340069339871ns] Safepoint \"GC_HeapInspection\", Time since last: 16480738 ns, Reaching safepoint: 5928 ns,"
                    + " Cleanup: 6210 ns, At safepoint: 8448487 ns, Total: 8460625 ns");

    private static final List<String> JDK_25 = List.of(
            "[25346333032221ns] GC(139) Pause Young (Allocation Failure)",
            "[25346333261340ns] GC(139) Pause Young (Allocation Failure) 29M->3M(96M) 0.233ms",
            "[25346333276793ns] Safepoint \"SerialCollectForAllocation\", Time since last: 24524255 ns, Reaching safepoint:"
                    + " 3926 ns, At safepoint: 259214 ns, Leaving safepoint: 1432 ns, Total: 264572 ns, Threads: 0 runnable,"
                    + " 12 total");

    @Test
    void readsPausesAndStopsOfJdk17() {
        GcLog log = GcLog.parse(JDK_17);
        assertThat(log.pauses()).containsExactly(new Stop(25_340_067_301_041L, 6_393_000));
        assertThat(log.stops()).containsExactly(new Stop(25_340_069_339_871L, 8_460_625));
    }

    @Test
    void readsPausesAndStopsOfJdk25() {
        GcLog log = GcLog.parse(JDK_25);
        assertThat(log.pauses()).containsExactly(new Stop(25_346_333_261_340L, 233_000));
        assertThat(log.stops()).containsExactly(new Stop(25_346_333_276_793L, 264_572));
    }

    @Test
    void keepsWhatHappenedBetweenTwoMoments() {
        GcLog log = new GcLog(stops(10, 20, 30), stops(5, 20, 40)).between(15, 30);
        assertThat(log.pauses()).extracting(Stop::atNanos).containsExactly(20L, 30L);
        assertThat(log.stops()).extracting(Stop::atNanos).containsExactly(20L);
    }

    @Test
    void tellsHowLongPausesWereByNearestRank() {
        GcLog log = new GcLog(stops(IntStream.rangeClosed(1, 200).toArray()), List.of());
        assertThat(log.pauseNanos(0.99)).isEqualTo(198);
        assertThat(log.pauseNanos(1)).isEqualTo(200);
        assertThat(log.pauseNanos(0)).isEqualTo(1);
    }

    @Test
    void knowsNoPauseOfAJvmThatNeverPaused() {
        GcLog log = GcLog.parse(List.of("[1ns] Using Serial"));
        assertThat(log.pauseNanos(0.99)).isNaN();
        assertThat(log.longestStopNanos()).isNaN();
    }

    /** Stops that end at these nanoseconds and took as long. */
    private static List<Stop> stops(int... nanos) {
        return IntStream.of(nanos).mapToObj(n -> new Stop(n, n)).toList();
    }
}
