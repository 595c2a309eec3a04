package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {

    private final ChangeDetector detector = new ChangeDetector();

    private static SlaveStatus slave(String name, Standing standing) {
        return slave(name, standing, null);
    }

    private static SlaveStatus slave(String name, Standing standing, @Nullable RejectionReason reason) {
        Rejection rejection = reason == null ? null : new Rejection(name, reason, "because");
        return new SlaveStatus(name, "10.0.0.1:1", standing, 0L, 0.0, 0L, 0L, 0, rejection);
    }

    private List<String> texts(Outcome outcome, SlaveStatus... slaves) {
        return round(outcome, List.of(slaves)).stream()
                .map(c -> c.slave() == null ? c.text() : c.slave() + " " + c.text())
                .toList();
    }

    private List<Change> round(Outcome outcome, List<SlaveStatus> slaves) {
        RoundReport report = new RoundReport(7, 1, 42, outcome, "why", 0, 0, 0, 0, List.of(), 0, 0, 0);
        return detector.compare(new MasterStatus(1, 4, report, 0, slaves), report);
    }

    private List<String> corrected(SlaveStatus... slaves) {
        return texts(Outcome.STEERED, slaves);
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
    void saysWhenTheOutcomeOfRoundsChanges() {
        texts(Outcome.STEERED);
        assertThat(texts(Outcome.STEERED)).isEmpty();
        assertThat(texts(Outcome.NO_MAJORITY)).containsExactly("why");
    }

    @Test
    void countsManyInsteadOfNamingThem() {
        List<Change> changes = round(
                Outcome.STEERED,
                IntStream.range(0, 1000)
                        .mapToObj(i -> slave("s" + i, Standing.MEMBER))
                        .toList());
        assertThat(changes).hasSize(22);
        assertThat(changes.get(21).text()).isEqualTo("980 more slaves joined");
    }

    @Test
    void numbersChangesAndSaysWhen() {
        List<Change> changes = round(Outcome.STEERED, List.of(slave("a", Standing.MEMBER)));
        assertThat(changes).extracting(Change::id).containsExactly(1L, 2L);
        assertThat(changes.get(1).round()).isEqualTo(7);
        assertThat(changes.get(1).atNanos()).isEqualTo(42);
        assertThat(changes.get(1).kind()).isEqualTo(Change.Kind.JOINED);
    }

    @Test
    void findsWhoIsThere() {
        corrected(slave("a", Standing.MEMBER));
        assertThat(detector.find("a")).isPresent();
        assertThat(detector.find("b")).isEmpty();
    }
}
