package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Exchange;
import io.campanile.core.Units;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockFilterSimulationTest {

    private static final long ROUND = Units.SECOND_NANOS;
    private static final int ROUNDS = 400;
    private static final int BURST = 4;
    private static final int WARM_UP_ROUNDS = 16;

    /** 50 µs each way when the network is idle, and an exponential wait of 100 µs in the mean on top. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void estimateIsSixTimesBetterThanOneExchangeUnderQueueing(long seed) {
        var random = new SplittableRandom(seed);
        var clock = new DriftingClock(0, 30_000);
        var filter = new ClockFilter(FilterLimits.DEFAULT);
        double rawError = 0;
        double filteredError = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long now = round * ROUND;
            for (int i = 0; i < BURST; i++) {
                Exchange exchange = clock.exchange(now, queueing(random), 1_000, queueing(random));
                filter.add(exchange);
                rawError += Math.abs(exchange.offset() - clock.offsetAt(exchange.midpoint())) / BURST;
                now = exchange.t4();
            }
            double error = filter.estimate(now).orElseThrow().offsetNanos() - clock.offsetAt(now);
            filteredError += round < WARM_UP_ROUNDS ? 0 : Math.abs(error);
        }
        double ratio = (rawError / ROUNDS) / (filteredError / (ROUNDS - WARM_UP_ROUNDS));
        assertThat(ratio)
                .as("seed %d: mean raw error by mean error of the estimate", seed)
                .isGreaterThan(6);
    }

    private static long queueing(SplittableRandom random) {
        return 50_000 + (long) (-100_000 * Math.log(1 - random.nextDouble()));
    }
}
