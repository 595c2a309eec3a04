package io.campanile.core.filter;

import io.campanile.core.Exchange;
import io.campanile.core.Units;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.DoubleSupplier;

/**
 * The sample that was the shortest time on its way, of the last few; of one, it is Cristian's own estimate (1989). Of eight,
 * it is the clock filter of NTP (RFC 5905, section 10), without what NTP does next.
 *
 * <p>It knows no rate. So that it is judged by its choice alone, it is told the true one.
 */
final class LeastDelaySample implements Contender {

    private final int window;
    private final DoubleSupplier trueRatePpb;
    private final Deque<Exchange> samples = new ArrayDeque<>();

    LeastDelaySample(int window, DoubleSupplier trueRatePpb) {
        this.window = window;
        this.trueRatePpb = trueRatePpb;
    }

    @Override
    public void add(Exchange exchange) {
        samples.addFirst(exchange);
        if (samples.size() > window) {
            samples.removeLast();
        }
    }

    @Override
    public double offsetAt(long nowNanos) {
        Exchange best =
                samples.stream().min(Comparator.comparingLong(Exchange::delay)).orElseThrow();
        return best.offset() + trueRatePpb.getAsDouble() / Units.PPB * (nowNanos - best.midpoint());
    }
}
