package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Exchange;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exchanges over a connection, stamped late by programs and not equally late, and exchanges by datagrams, stamped by kernels. */
class BetterPathTest {

    private static final long SECOND = 1_000_000_000;
    private static final long START = 1_000 * SECOND;
    private static final long AHEAD = 5 * SECOND;
    private static final double RATE = 20e-6;

    private final SplittableRandom random = new SplittableRandom(7);
    private final ClockFilter filter = new ClockFilter(FilterLimits.DEFAULT);
    private int second;

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private static long slaves(long masters) {
        return masters + AHEAD + (long) ((masters - START) * RATE);
    }

    /** A second with four exchanges. */
    private void measure(boolean byDatagram) {
        long at = START + second * SECOND;
        second++;
        for (int i = 0; i < 4; i++) {
            double there = byDatagram ? 25_000 + exponential(2_000) : 150_000 + exponential(60_000);
            double back = byDatagram ? 25_000 + exponential(2_000) : 90_000 + exponential(40_000);
            long t2 = at + (long) there;
            long t3 = t2 + 30_000;
            long t4 = t3 + (long) back;
            filter.add(new Exchange(at, slaves(t2), slaves(t3), t4));
            at = t4 + 50_000;
        }
    }

    private double error() {
        long now = START + second * SECOND;
        ClockEstimate estimate = filter.estimate(now).orElseThrow();
        double truth = AHEAD + (now - START) * RATE;
        assertThat(truth)
                .isBetween(estimate.bounds().low() - 2.0, estimate.bounds().high() + 2.0);
        return Math.abs(estimate.offsetNanos() - truth);
    }

    private void measure(int seconds, boolean byDatagram) {
        for (int i = 0; i < seconds; i++) {
            measure(byDatagram);
            error();
        }
    }

    /** Nobody can see an asymmetry that was there from the beginning: so what is better has to be said. */
    @ParameterizedTest
    @CsvSource({"20", "60", "600"})
    void theOffsetIsEstimatedAnewOverAPathThatIsSaidToBeBetter(int before) {
        measure(before, false);
        assertThat(error()).isGreaterThan(10_000);
        filter.goBetter();
        measure(5, true);
        assertThat(error()).isLessThan(2_000);
        measure(60, true);
        assertThat(error()).isLessThan(500);
    }

    @ParameterizedTest
    @CsvSource({"1", "30", "300"})
    void goingBackForAWhileMovesNobody(int meanwhile) {
        measure(2, false);
        filter.goBetter();
        measure(600, true);
        measure(meanwhile, false);
        assertThat(error()).isLessThan(2_000);
        measure(5, true);
        assertThat(error()).isLessThan(500);
    }
}
