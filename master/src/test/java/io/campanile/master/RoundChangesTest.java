package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.UtcReport;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.master.RoundChange.Kind;
import io.campanile.master.SlaveStatus.Loss;
import io.campanile.proto.socket.Transport;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoundChangesTest {

    private MasterStatus before = MasterStatus.beforeTheFirstRound(1, 4);

    private static SlaveStatus slave(String name, Standing standing) {
        return slave(name, standing, null);
    }

    private static SlaveStatus slave(String name, Standing standing, @Nullable RejectionReason reason) {
        Rejection rejection = reason == null ? null : new Rejection(name, reason, "because");
        return new SlaveStatus(
                name, "10.0.0.1:1", standing, 0L, 0.0, 0L, 0L, 0, Stamps.USER, Transport.TCP, rejection, null, null);
    }

    private List<String> texts(Finding finding, SlaveStatus... slaves) {
        return round(finding, List.of(slaves)).stream()
                .map(c -> c.slave() == null ? c.text() : c.slave() + " " + c.text())
                .toList();
    }

    private List<RoundChange> round(Finding finding, List<SlaveStatus> slaves, SlaveStatus... lost) {
        RoundReport report =
                new RoundReport(7, 1, 42, finding, "why", 0, 0, 0, 0, List.of(), 0, 0, 0, UtcReport.UNKNOWN);
        MasterStatus now = new MasterStatus(1, 4, report, 0, slaves, List.of(lost));
        List<RoundChange> changes = RoundChanges.between(before, now);
        before = now;
        return changes;
    }

    private List<String> corrected(SlaveStatus... slaves) {
        return texts(Finding.AGREED, slaves);
    }

    @Test
    void saysWhoJoinedAndWhoLeft() {
        assertThat(corrected(slave("a", Standing.MEMBER), slave("b", Standing.MEMBER)))
                .containsExactly("why", "a joined from 10.0.0.1:1", "b joined from 10.0.0.1:1");
        assertThat(corrected(slave("b", Standing.MEMBER))).containsExactly("a left");
        assertThat(corrected(slave("b", Standing.MEMBER))).isEmpty();
    }

    @Test
    void saysWhoIsLeftOutAndWhoCountsAgain() {
        corrected(slave("a", Standing.MEMBER));
        assertThat(corrected(slave("a", Standing.REJECTED, RejectionReason.SILENT)))
                .containsExactly("a is left out: because");
        assertThat(corrected(slave("a", Standing.REJECTED, RejectionReason.SILENT)))
                .isEmpty();
        assertThat(corrected(slave("a", Standing.REJECTED, RejectionReason.BEYOND_PANIC)))
                .containsExactly("a is left out: because");
        assertThat(corrected(slave("a", Standing.PROBATION))).containsExactly("a counts again");
        assertThat(corrected(slave("a", Standing.MEMBER))).containsExactly("a votes now");
    }

    @Test
    void saysThatTheMasterBeginsToWaitForThoseWhoKeepTime() {
        texts(Finding.STILL_JOINING);
        assertThat(texts(Finding.AWAITING_KEEPERS)).containsExactly("why");
        assertThat(texts(Finding.AWAITING_KEEPERS)).isEmpty();
        assertThat(texts(Finding.MEASURING_KEEPERS)).isEmpty();
    }

    @Test
    void saysWhenTheOutcomeOfRoundsChanges() {
        texts(Finding.AGREED);
        assertThat(texts(Finding.AGREED)).isEmpty();
        assertThat(texts(Finding.NO_MAJORITY)).containsExactly("why");
    }

    @Test
    void countsManyInsteadOfNamingThem() {
        List<RoundChange> changes = round(
                Finding.AGREED,
                IntStream.range(0, 1000)
                        .mapToObj(i -> slave("s" + i, Standing.MEMBER))
                        .toList());
        assertThat(changes).hasSize(22);
        assertThat(changes.get(21).text()).isEqualTo("980 more slaves joined");
    }

    @Test
    void saysWhoWasLostAndWhoCameBack() {
        SlaveStatus a = slave("a", Standing.MEMBER);
        corrected(a);
        SlaveStatus lost = a.lost(new Loss(42, "its connection broke"));
        assertThat(round(Finding.AGREED, List.of(), lost))
                .containsExactly(new RoundChange(Kind.LOST, "a", "was lost: its connection broke", null));
        assertThat(round(Finding.AGREED, List.of(), lost)).isEmpty();
        assertThat(corrected(a)).containsExactly("a came back from 10.0.0.1:1");
    }

    @Test
    void saysNothingWhenSomebodyIsForgottenWhoWasLostLongAgo() {
        SlaveStatus lost = slave("a", Standing.MEMBER).lost(new Loss(42, "its connection broke"));
        round(Finding.AGREED, List.of(), lost);
        assertThat(corrected()).isEmpty();
    }

    @Test
    void tellsTheReasonOfWhomItNames() {
        corrected(slave("a", Standing.MEMBER));
        assertThat(round(Finding.AGREED, List.of(slave("a", Standing.REJECTED, RejectionReason.SILENT))))
                .extracting(RoundChange::reason)
                .containsExactly(RejectionReason.SILENT);
    }

    @Test
    void comparesOneHundredThousandSlavesWithinPartOfARound() {
        List<SlaveStatus> earlier = IntStream.range(0, 100_000)
                .mapToObj(i -> slave("s" + i, Standing.MEMBER))
                .toList();
        List<SlaveStatus> later =
                earlier.stream().map(s -> slave(s.name(), Standing.MEMBER)).toList();
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            round(Finding.AGREED, earlier);
            long start = System.nanoTime();
            assertThat(round(Finding.AGREED, later)).isEmpty();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        System.out.printf(Locale.ROOT, "two rounds of 100,000 slaves compared: %.1f ms%n", fastest / 1e6);
        assertThat(fastest).isLessThan(1_000_000_000L);
    }
}
