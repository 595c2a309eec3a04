package io.campanile.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.RoundReport.Outcome;
import org.junit.jupiter.api.Test;

class InMemoryClusterTest {

    @Test
    void measuresClustersInWhichEveryClockVotesAndAgrees() {
        InMemoryCluster cluster = new InMemoryCluster(20);
        RoundReport report = cluster.decide(cluster.measure()).report();
        assertThat(report.outcome()).isEqualTo(Outcome.STEERED);
        assertThat(report.truechimers()).isEqualTo(21);
        assertThat(report.rejections()).isEmpty();
    }

    @Test
    void decidesOneRoundAgainAndAgainAlike() {
        InMemoryCluster cluster = new InMemoryCluster(20);
        var reports = cluster.measure();
        RoundReport first = cluster.decide(reports).report();
        assertThat(cluster.decide(reports).report()).isEqualTo(first);
    }

    @Test
    void keepsGoing() {
        InMemoryCluster cluster = new InMemoryCluster(3);
        for (int i = 0; i < 100; i++) {
            cluster.round();
        }
        assertThat(cluster.decide(cluster.measure()).report().rejections()).isEmpty();
    }
}
