package io.campanile.simulator.traffic;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Bursts of all lengths: sources that are on and off for times with a heavy tail add up to a load that is as bursty over
 * hours as it is over seconds. While some are on, each packet waits anew.
 *
 * <p>Source: W. Willinger, M. Taqqu, R. Sherman and D. Wilson, "Self-similarity through high-variability" (1997).
 *
 * @param meanNanos how long a packet waits on average for each source that is on; exponentially distributed
 */
public record SelfSimilar(double meanNanos) implements Traffic {

    private static final int SOURCES = 4;
    private static final double ON_SECONDS = 5;
    private static final double OFF_SECONDS = 45;
    private static final double EXPONENT = 1.5;

    @Override
    public Wait begin(RandomGenerator random) {
        List<Spells> sources = Stream.generate(() -> new Spells(
                        () -> Draw.pareto(ON_SECONDS, EXPONENT, random),
                        () -> Draw.pareto(OFF_SECONDS, EXPONENT, random)))
                .limit(SOURCES)
                .toList();
        return seconds -> {
            long on = sources.stream().filter(source -> source.isOn(seconds)).count();
            return on == 0 ? 0 : Draw.exponential(meanNanos * on, random);
        };
    }
}
