package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import io.campanile.master.Cluster;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundHistoryTest {

    private final Cluster cluster;
    private final RoundHistory chronicle;

    RoundHistoryTest() throws IOException {
        cluster = Cluster.beforeItsFirstRound();
        chronicle = new RoundHistory(cluster.master());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private static List<SlaveStatus> slaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SlaveStatus(
                        "s" + i, "10.0.0.1:" + i, Standing.MEMBER, (long) i, (double) -i, 90_000L, 2_000L, 0, null))
                .toList();
    }

    private RoundDocument round(long number, List<SlaveStatus> slaves) {
        RoundReport report = new RoundReport(number, 1, number, Outcome.STEERED, "why", 0, 0, 0, 0, List.of(), 0, 0, 0);
        return chronicle.add(new MasterStatus(1, 4, report, 5, slaves), report).round();
    }

    @Test
    void remembersTheLastSixHundredRounds() {
        for (int i = 1; i <= 700; i++) {
            round(i, slaves(1));
        }
        assertThat(chronicle.rounds(Integer.MAX_VALUE)).hasSize(600);
        assertThat(chronicle.rounds(2)).extracting(r -> r.round().number()).containsExactly(699L, 700L);
    }

    @Test
    void saysHowManyClocksLie() {
        Quantiles offset = Objects.requireNonNull(round(1, slaves(101)).offset());
        assertThat(offset).isEqualTo(new Quantiles(0, 5, 25, 50, 75, 95, 100));
        assertThat(round(2, List.of()).offset()).isNull();
    }

    @Test
    void leavesThoseWhoAreLeftOutOutOfTheQuantiles() {
        Rejection rejection = new Rejection("liar", RejectionReason.BEYOND_PANIC, "because");
        SlaveStatus liar =
                new SlaveStatus("liar", "10.0.0.2:1", Standing.REJECTED, 1L << 50, 0.0, 1L, 1L, 0, rejection);
        RoundDocument round = round(1, List.of(slaves(1).get(0), liar));
        assertThat(Objects.requireNonNull(round.offset()).greatest()).isZero();
        assertThat(round.states()).containsOnlyKeys("MEMBER", "REJECTED");
        assertThat(round.slaves()).hasSize(2);
    }

    @Test
    void recordsEverySlaveOfASmallCluster() {
        round(1, slaves(64));
        round(2, slaves(64));
        assertThat(chronicle.history("s63")).hasSize(2);
    }

    @Test
    void recordsASlaveOfALargeClusterOnceSomebodyLooksAtIt() {
        round(1, slaves(1000));
        assertThat(chronicle.history("s700")).isEmpty();
        round(2, slaves(1000));
        assertThat(chronicle.history("s700")).hasSize(1);
        assertThat(chronicle.rounds(1).get(0).slaves())
                .extracting(RoundDocument.Point::name)
                .containsExactly("s700");
    }

    @Test
    void forgetsWhomNobodyLookedAtLately() {
        for (int i = 0; i < 100; i++) {
            chronicle.history("s" + i);
        }
        assertThat(round(1, slaves(1000)).slaves())
                .hasSize(64)
                .last()
                .extracting("name")
                .isEqualTo("s99");
    }

    @Test
    void takesOneHundredThousandSlavesInWithinPartOfARound() {
        List<SlaveStatus> slaves = slaves(100_000);
        MasterStatus status = new MasterStatus(1, 4, null, 0, slaves);
        long fastest = Long.MAX_VALUE;
        for (int i = 1; i <= 20; i++) {
            long start = System.nanoTime();
            round(i, slaves);
            SlavesDocument.of(status, SlavesDocumentTest.query("sort=-offset&limit=50"), 0);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        System.out.printf("a round and a page of 100,000 slaves: %.1f ms%n", fastest / 1e6);
        assertThat(fastest).isLessThan(1_000_000_000L);
    }
}
