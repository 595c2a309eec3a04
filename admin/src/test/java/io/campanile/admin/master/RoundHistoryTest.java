package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.UtcReport;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.master.Cluster;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import io.campanile.master.SlaveStatus.Loss;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundHistoryTest {

    private final Cluster cluster;
    private final RoundHistory history;

    RoundHistoryTest() throws IOException {
        cluster = Cluster.beforeItsFirstRound();
        history = new RoundHistory(cluster.master());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private static List<SlaveStatus> slaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SlaveStatus(
                        "s" + i,
                        "10.0.0.1:" + i,
                        Standing.MEMBER,
                        (long) i,
                        (double) -i,
                        90_000L,
                        2_000L,
                        0,
                        Stamps.USER,
                        Transport.TCP,
                        null,
                        null,
                        null))
                .toList();
    }

    private RoundDocument round(long number, List<SlaveStatus> slaves) {
        RoundReport report = new RoundReport(
                number, 1, number, Finding.AGREED, "why", 0, 0, 0, 0, List.of(), 0, 0, 0, UtcReport.UNKNOWN);
        return history.add(new MasterStatus(1, 4, report, 5, slaves, List.of()))
                .orElseThrow()
                .round();
    }

    @Test
    void remembersTheLastSixHundredRounds() {
        for (int i = 1; i <= 700; i++) {
            round(i, slaves(1));
        }
        assertThat(history.rounds(Integer.MAX_VALUE)).hasSize(600);
        assertThat(history.rounds(2)).extracting(r -> r.round().number()).containsExactly(699L, 700L);
    }

    @Test
    void beginsAgainWithTheRoundsOfANewTerm() {
        round(41, slaves(1));
        round(42, slaves(1));
        round(1, slaves(1));
        assertThat(history.rounds(9)).extracting(r -> r.round().number()).containsExactly(1L);
    }

    @Test
    void numbersChangesAndSaysWhen() {
        RoundReport report =
                new RoundReport(7, 1, 42, Finding.AGREED, "why", 0, 0, 0, 0, List.of(), 0, 0, 0, UtcReport.UNKNOWN);
        history.add(new MasterStatus(1, 4, report, 0, slaves(1), List.of()));
        List<Change> changes = history.changesAfter(0);
        assertThat(changes).extracting(Change::id).containsExactly(1L, 2L);
        assertThat(changes.get(1).round()).isEqualTo(7);
        assertThat(changes.get(1).atNanos()).isEqualTo(42);
        assertThat(changes.get(1).kind()).isEqualTo("JOINED");
        assertThat(history.changesAfter(1)).containsExactly(changes.get(1));
    }

    @Test
    void findsWhoIsConnectedAndWhoIsLost() {
        SlaveStatus lost = slaves(1).get(0).lost(new Loss(7, "it broke"));
        round(1, slaves(1));
        assertThat(history.find("s0")).get().extracting(SlaveStatus::loss).isNull();
        RoundReport report =
                new RoundReport(2, 1, 2, Finding.AGREED, "why", 0, 0, 0, 0, List.of(), 0, 0, 0, UtcReport.UNKNOWN);
        RoundHistory.Entry entry = history.add(new MasterStatus(1, 4, report, 0, List.of(), List.of(lost)))
                .orElseThrow();
        assertThat(history.find("s0")).contains(lost);
        assertThat(history.find("s1")).isEmpty();
        assertThat(entry.round().states()).containsExactly(Map.entry("LOST", 1));
        assertThat(entry.changes()).extracting(Change::text).containsExactly("was lost: it broke");
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
        SlaveStatus liar = new SlaveStatus(
                "liar",
                "10.0.0.2:1",
                Standing.REJECTED,
                1L << 50,
                0.0,
                1L,
                1L,
                0,
                Stamps.USER,
                Transport.TCP,
                rejection,
                null,
                null);
        RoundDocument round = round(1, List.of(slaves(1).get(0), liar));
        assertThat(Objects.requireNonNull(round.offset()).greatest()).isZero();
        assertThat(round.states()).containsOnlyKeys("MEMBER", "REJECTED");
        assertThat(round.slaves()).hasSize(2);
    }

    @Test
    void recordsEverySlaveOfASmallCluster() {
        round(1, slaves(64));
        round(2, slaves(64));
        assertThat(history.history("s63")).hasSize(2);
    }

    @Test
    void recordsASlaveOfALargeClusterOnceSomebodyLooksAtIt() {
        round(1, slaves(1000));
        assertThat(history.history("s700")).isEmpty();
        round(2, slaves(1000));
        assertThat(history.history("s700")).hasSize(1);
        assertThat(history.rounds(1).get(0).slaves())
                .extracting(RoundDocument.Point::name)
                .containsExactly("s700");
    }

    @Test
    void forgetsWhomNobodyLookedAtLately() {
        for (int i = 0; i < 100; i++) {
            history.history("s" + i);
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
        MasterStatus status = new MasterStatus(1, 4, null, 0, slaves, List.of());
        long fastest = Long.MAX_VALUE;
        for (int i = 1; i <= 20; i++) {
            long start = System.nanoTime();
            round(i, slaves);
            SlavesDocument.of(status, SlavesDocumentTest.query("sort=-offset&limit=50"), 0);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        System.out.printf(Locale.ROOT, "a round and a page of 100,000 slaves: %.1f ms%n", fastest / 1e6);
        assertThat(fastest).isLessThan(1_000_000_000L);
    }

    @Test
    void tellsATakeoverOnceAndWhenItIsKnownHowLongNobodyLed() {
        assertThat(history.add(Member.group("m2", null, 0, Member.TAKEOVERS)))
                .extracting(Change::text)
                .containsExactly("m3 leads, in epoch 6");
        assertThat(history.add(Member.group("m2", "m1", 1, Member.TAKEOVERS)))
                .extracting(Change::text)
                .containsExactly("m1 leads, in epoch 7; nobody had led for 0.64 s");
        assertThat(history.add(Member.group("m2", "m1", 1, Member.TAKEOVERS))).isEmpty();
        assertThat(history.changesAfter(0)).hasSize(2);
    }
}
