package io.campanile.core.filter;

import io.campanile.core.Exchange;
import io.campanile.core.Units;

/**
 * The line that keeps the widest margin to both ends of the bounds of all of the last samples: the middle of the corridor
 * between them.
 *
 * <p>Source: Y. Geng and others, "Exploiting a natural network effect for scalable, fine-grained clock synchronization"
 * (Huygens, 2018), which finds it by a support vector machine. In two dimensions the margin is a concave function of the rate,
 * and a golden section finds it.
 */
final class WidestMarginContender implements Contender {

    private static final double MOST_RATE_PPB = 1_000_000;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** From ± 1000 ppm to a hundredth of a ppb. */
    private static final int STEPS = 54;

    private final SampleWindow window;

    WidestMarginContender(int samples) {
        window = new SampleWindow(samples);
    }

    @Override
    public void add(Exchange exchange) {
        window.add(exchange, 0);
    }

    @Override
    public double offsetAt(long nowNanos) {
        double low = -MOST_RATE_PPB;
        double high = MOST_RATE_PPB;
        for (int step = 0; step < STEPS; step++) {
            double lower = high - GOLDEN * (high - low);
            double upper = low + GOLDEN * (high - low);
            if (at(lower, nowNanos).margin() < at(upper, nowNanos).margin()) {
                low = lower;
            } else {
                high = upper;
            }
        }
        return at((low + high) / 2, nowNanos).middle();
    }

    /** Where lines of one rate may be now. */
    private record Corridor(double low, double high) {

        double margin() {
            return high - low;
        }

        double middle() {
            return (low + high) / 2;
        }
    }

    private Corridor at(double ratePpb, long nowNanos) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (int i = 0; i < window.size(); i++) {
            double moved = ratePpb * (nowNanos - window.at(i)) / Units.PPB;
            low = Math.max(low, window.low(i) + moved);
            high = Math.min(high, window.high(i) + moved);
        }
        return new Corridor(low, high);
    }
}
