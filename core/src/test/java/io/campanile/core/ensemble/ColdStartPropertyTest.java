package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Interval;
import io.campanile.core.ensemble.RoundReport.Outcome;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A master restarts. Some slaves keep cluster time, others are as new as it is, and fewer than half of all lie. */
class ColdStartPropertyTest {

    private static final int CASES = 3_000;
    private static final long KEPT = 7 * SECOND;

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333, 4_444})
    void restartedMasterIsMovedOnlyToWhereHonestClocksAre(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            int liars = random.nextInt(4);
            int keepers = random.nextInt(1, 6);
            int others = random.nextInt(4);
            int slaves = liars + keepers + others;
            if (2 * liars > slaves || 2 * (liars + keepers) <= slaves) {
                // Half of the clocks, the master included, lie; or nobody but liars says that this is no cold start.
                continue;
            }
            var cluster = new TestCluster(EnsembleConfig.DEFAULT, slaves);
            cluster.slaves.forEach(slave -> slave.offset = random.nextLong(-10 * SECOND, 10 * SECOND));
            // In a long holdover keepers drift apart, further than the median gate reaches.
            int apart = random.nextBoolean() ? 500 : 50_000_000;
            long kept = random.nextBoolean() ? KEPT : -KEPT;
            cluster.slaves.subList(0, keepers).forEach(slave -> slave.shows(kept + random.nextInt(-apart, apart)));
            cluster.slaves.subList(slaves - liars, slaves).forEach(slave -> lie(slave, kept, random));

            RoundResult result = cluster.round();

            String what =
                    "seed %s, case %s: %s keepers, %s others, %s liars".formatted(seed, i, keepers, others, liars);
            if (result.report().outcome() == Outcome.STEERED) {
                boolean most = 2 * keepers > slaves;
                List<TestSlave> honest = cluster.slaves.subList(0, most ? keepers : slaves - liars);
                Interval range = hull(
                        most ? honest.get(0).report(cluster.now).shownBounds() : new Interval(0, 0),
                        honest,
                        cluster.now);
                assertThat(cluster.clusterOffset()).as(what).isBetween(range.low() - 1, range.high() + 1);
            } else {
                assertThat(2 * keepers).as(what).isLessThanOrEqualTo(slaves);
            }
        }
    }

    private static void lie(TestSlave liar, long kept, SplittableRandom random) {
        long lie = (random.nextInt(3) - 1) * (long) Math.pow(10, random.nextDouble(5, 12.5));
        liar.margin = (long) Math.pow(10, random.nextDouble(10));
        liar.deviation = random.nextInt(3);
        liar.shows(kept + lie);
    }

    private static Interval hull(Interval first, List<TestSlave> slaves, long now) {
        Interval hull = first;
        for (TestSlave slave : slaves) {
            Interval shown = slave.report(now).shownBounds();
            hull = new Interval(Math.min(hull.low(), shown.low()), Math.max(hull.high(), shown.high()));
        }
        return hull;
    }
}
