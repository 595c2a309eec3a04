package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.filter.Jump;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster that keeps time, in which fewer than half of the clocks claim something else in every round. */
class VotePropertyTest {

    private static final int CASES = 200;
    private static final int ROUNDS = 40;
    private static final double HONEST_RATE_PPB = 50_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333, 4_444})
    void liarsMoveNeitherThePhaseNorTheRateBeyondTheHonestOnes(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            int slaves = random.nextInt(1, 9);
            int liars = random.nextInt(slaves / 2 + 1);
            TestCluster cluster = TestCluster.started(slaves);
            List<TestSlave> honest = cluster.slaves.subList(0, slaves - liars);
            honest.forEach(slave -> slave.ratePpb = random.nextDouble(-HONEST_RATE_PPB, HONEST_RATE_PPB));
            double most = honest.stream()
                    .mapToDouble(slave -> Math.abs(slave.ratePpb) + slave.rateMarginPpb)
                    .max()
                    .orElseThrow();
            for (int round = 0; round < ROUNDS; round++) {
                cluster.slaves.subList(slaves - liars, slaves).forEach(slave -> lie(slave, random));
                Mapping before = cluster.coordinator.clusterTime();
                RoundResult result = cluster.round();
                String what = "seed %s, case %s, round %s: %s liars of %s slaves, %s"
                        .formatted(seed, i, round, liars, slaves, result.report());
                assertThat(result.report().outcome()).as(what).isEqualTo(Outcome.STEERED);
                assertThat(cluster.coordinator.clusterTime().at(cluster.now))
                        .as(what)
                        .isEqualTo(before.at(cluster.now));
                assertThat(Math.abs(result.clusterTime().ratePpb())).as(what).isLessThanOrEqualTo(most);
                assertThat(honest).as(what).allMatch(slave -> corrected(result, slave));
                honest.forEach(slave -> slave.shows(cluster.clusterOffset()));
            }
        }
    }

    private static boolean corrected(RoundResult result, TestSlave slave) {
        Verdict verdict = result.verdict(slave.session());
        return verdict != null && verdict.corrected();
    }

    private static void lie(TestSlave liar, SplittableRandom random) {
        liar.offset = (random.nextInt(3) - 1) * (long) Math.pow(10, random.nextDouble(14));
        liar.margin = (long) Math.pow(10, random.nextDouble(10));
        liar.deviation = random.nextInt(3);
        liar.ratePpb = random.nextDouble(-1_000_000, 1_000_000);
        liar.rateMarginPpb = random.nextInt(2) * 16_000.0;
        liar.cleanRounds = random.nextInt(20);
        liar.heard = random.nextInt(4) > 0;
        liar.jump = random.nextInt(4) > 0 ? null : new Jump(1, 1);
        liar.shows((random.nextInt(3) - 1) * (long) Math.pow(10, random.nextDouble(14)));
    }
}
