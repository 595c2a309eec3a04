package io.campanile.core.filter;

import io.campanile.core.Exchange;
import io.campanile.core.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Estimators of a clock's offset, one beside the other: all of them get the same exchanges over the networks of the bar that
 * Campanile is measured against, and are asked for the offset each second.
 *
 * <p>The clock is clknetsim's: a constant frequency error, and a random walk that takes a step each whole second. So is the
 * network: each packet takes a base and a wait, independently of all others.
 *
 * @param seeds how many runs; their median counts
 * @param seconds how long each is
 * @param warmUpSeconds how much of that is not counted
 * @param entrants who takes part
 */
record EstimatorContest(int seeds, int seconds, int warmUpSeconds, List<Entrant> entrants) {

    private static final long STAY_NANOS = 1000;
    private static final double MOST_OFFSET_NANOS = 1e8;
    private static final double MOST_DRIFT_PPB = 1e5;

    /**
     * A network, a clock, and how often it is asked.
     *
     * @param baseMicros the least delay each way
     * @param jitterMicros what comes on top: the mean of an exponential wait, or the deviation of a normal one
     * @param normal which of the two
     * @param wanderPpb by how much the clock's rate wanders in a second
     * @param roundSeconds how often it is asked
     * @param burst how many times then
     */
    record Scenario(
            String name,
            double baseMicros,
            double jitterMicros,
            boolean normal,
            double wanderPpb,
            int roundSeconds,
            int burst) {

        long delayNanos(SplittableRandom random) {
            double micros = normal
                    ? Math.max(0.1 * baseMicros, baseMicros + jitterMicros * random.nextGaussian())
                    : baseMicros - jitterMicros * Math.log(1 - random.nextDouble());
            return Math.round(1e3 * micros);
        }

        double jitterNanos() {
            return 1e3 * jitterMicros;
        }

        @Override
        public String toString() {
            String asked = roundSeconds > 1 ? ", every %s s".formatted(roundSeconds) : burst > 1 ? ", × " + burst : "";
            return name + asked;
        }
    }

    static final List<Scenario> SCENARIOS = List.of(
            new Scenario("loopback", 20, 2, false, 1, 1, 1),
            new Scenario("loopback-wander", 20, 2, false, 10, 1, 1),
            new Scenario("lan", 90, 10, false, 1, 1, 1),
            new Scenario("lan-wander", 90, 10, false, 10, 1, 1),
            new Scenario("lan-normal", 100, 10, true, 1, 1, 1),
            new Scenario("chrony-default", 100, 100, false, 1, 1, 1),
            new Scenario("wan", 19_000, 1_000, false, 1, 1, 1),
            new Scenario("loopback", 20, 2, false, 1, 4, 1),
            new Scenario("lan", 90, 10, false, 1, 4, 1),
            new Scenario("chrony-default", 100, 100, false, 1, 4, 1),
            new Scenario("wan", 19_000, 1_000, false, 1, 4, 1),
            new Scenario("lan", 90, 10, false, 1, 1, 4),
            new Scenario("chrony-default", 100, 100, false, 1, 1, 4),
            new Scenario("wan", 19_000, 1_000, false, 1, 1, 4));

    /**
     * Who takes part.
     *
     * @param told what it is told that Campanile is not
     * @param enter makes one for a scenario and its clock
     */
    record Entrant(String name, String told, BiFunction<Scenario, DriftingClock, Contender> enter) {}

    static final Entrant PRODUCTION = new Entrant("Campanile", "nothing", (s, clock) -> new ProductionContender());

    static final List<Entrant> QUICK = List.of(
            new Entrant("newest sample", "rate", (s, clock) -> new LeastDelaySample(1, clock::ratePpb)),
            new Entrant("least delay of 8", "rate", (s, clock) -> new LeastDelaySample(8, clock::ratePpb)),
            new Entrant("least delay of 64", "rate", (s, clock) -> new LeastDelaySample(64, clock::ratePpb)),
            new Entrant("least squares", "nothing", (s, clock) -> new LeastSquaresContender()),
            new Entrant("widest margin of 64", "nothing", (s, clock) -> new WidestMarginContender(64)),
            new Entrant(
                    "Kalman, constant",
                    "wander, jitter",
                    (s, clock) -> KalmanContender.constant(s.wanderPpb(), s.jitterNanos())),
            new Entrant(
                    "Kalman, by delay",
                    "wander, jitter",
                    (s, clock) -> KalmanContender.byDelay(s.wanderPpb(), s.jitterNanos())),
            new Entrant("one-sided alone", "wander", (s, clock) -> new OneSidedContender(s.wanderPpb())),
            PRODUCTION);

    /** It costs more than all the others together, and is good for showing that no window suits every network. */
    private static final Entrant LONG_WINDOW =
            new Entrant("widest margin of 512", "nothing", (s, clock) -> new WidestMarginContender(512));

    /** For the test that everybody runs. */
    static EstimatorContest brief() {
        return new EstimatorContest(3, 2_000, 500, QUICK);
    }

    /** As long as the runs of the bar. */
    static EstimatorContest full() {
        List<Entrant> all = new ArrayList<>(QUICK);
        all.add(all.indexOf(PRODUCTION), LONG_WINDOW);
        return new EstimatorContest(10, 10_000, 2_000, all);
    }

    /** The RMS error of each entrant in ns, the median over the seeds. */
    double[] rmsNanos(Scenario scenario) {
        double[][] runs = LongStream.rangeClosed(1, seeds)
                .parallel()
                .mapToObj(seed -> replay(scenario, seed))
                .toArray(double[][]::new);
        return IntStream.range(0, entrants.size())
                .mapToDouble(entrant -> median(
                        Arrays.stream(runs).mapToDouble(run -> run[entrant]).toArray()))
                .toArray();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private double[] replay(Scenario scenario, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DriftingClock clock = new DriftingClock(
                MOST_OFFSET_NANOS * (2 * random.nextDouble() - 1), MOST_DRIFT_PPB * (2 * random.nextDouble() - 1));
        List<Contender> contenders =
                entrants.stream().map(e -> e.enter().apply(scenario, clock)).toList();
        double[] squares = new double[contenders.size()];
        long now = 0;
        for (int second = 0; second < seconds; second++) {
            now = second * Units.SECOND_NANOS;
            clock.changeRate(now, clock.ratePpb() + scenario.wanderPpb() * random.nextGaussian());
            if (second % scenario.roundSeconds() == 0) {
                now = exchange(scenario, clock, random, now, contenders);
            }
            if (second >= warmUpSeconds) {
                for (int i = 0; i < squares.length; i++) {
                    double error = contenders.get(i).offsetAt(now) - clock.offsetAt(now);
                    squares[i] += error * error / (seconds - warmUpSeconds);
                }
            }
        }
        return Arrays.stream(squares).map(Math::sqrt).toArray();
    }

    /** One burst; returns when it is over. */
    private static long exchange(
            Scenario scenario, DriftingClock clock, SplittableRandom random, long from, List<Contender> contenders) {
        long now = from;
        for (int i = 0; i < scenario.burst(); i++) {
            Exchange exchange =
                    clock.exchange(now, scenario.delayNanos(random), STAY_NANOS, scenario.delayNanos(random));
            contenders.forEach(c -> c.add(exchange));
            now = exchange.t4();
        }
        return now;
    }

    /**
     * A table of Markdown, in µs, with the geometric means below.
     *
     * @param rmsNanos of every scenario, in order
     */
    List<String> table(List<double[]> rmsNanos) {
        List<String> lines = new ArrayList<>();
        lines.add(row("RMS error in µs", entrants.stream().map(Entrant::name).toList()));
        lines.add("|---|" + "---:|".repeat(entrants.size()));
        lines.add(row("*is told*", entrants.stream().map(Entrant::told).toList()));
        for (int i = 0; i < SCENARIOS.size(); i++) {
            lines.add(row(SCENARIOS.get(i).toString(), micros(rmsNanos.get(i))));
        }
        lines.add(row("*geometric mean*", micros(geometricMeans(rmsNanos))));
        lines.add("");
        lines.add("Medians of %s seeds, %s s each, of which the first %s are not counted."
                .formatted(seeds, seconds, warmUpSeconds));
        return lines;
    }

    /** Of each entrant, over the scenarios. */
    double[] geometricMeans(List<double[]> rmsNanos) {
        return IntStream.range(0, entrants.size())
                .mapToDouble(i -> Math.exp(rmsNanos.stream()
                        .mapToDouble(row -> Math.log(row[i]))
                        .average()
                        .orElseThrow()))
                .toArray();
    }

    private static List<String> micros(double[] nanos) {
        return Arrays.stream(nanos).mapToObj(EstimatorContest::micros).toList();
    }

    /** To three digits. */
    private static String micros(double nanos) {
        int decimals = nanos < 1e3 ? 3 : nanos < 1e4 ? 2 : nanos < 1e5 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", nanos / 1e3);
    }

    private static String row(String first, List<String> others) {
        return "| %s | %s |".formatted(first, String.join(" | ", others));
    }
}
