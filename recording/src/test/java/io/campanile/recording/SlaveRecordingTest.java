package io.campanile.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.replay.Event;
import io.campanile.core.replay.Event.Missing;
import io.campanile.core.replay.SlaveEvent.ClockBegun;
import io.campanile.core.replay.SlaveEvent.Corrected;
import io.campanile.core.replay.SlaveEvent.Disrupted;
import io.campanile.core.replay.SlaveEvent.Followed;
import io.campanile.core.replay.SlaveEvent.ForgotEpochsAbove;
import io.campanile.core.replay.SlaveEvent.Rejected;
import io.campanile.core.replay.SlaveEvent.WallNoted;
import io.campanile.core.replay.SlaveEvent.Welcomed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slave's recording: the same files, with what a slave is told and does. */
class SlaveRecordingTest {

    private static final long AMPLE = 100_000_000;
    private static final List<Event> EVENTS = SimulatedEvents.ofSlave(30);

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("trace");
    }

    private void record(List<Event> events, long limit) throws IOException {
        Recording recording = Recording.open(file(), limit, "campanile test", Subject.SLAVE, "a1", 1 << 20);
        events.forEach(recording);
        recording.start();
        recording.close();
    }

    @Test
    void isReadAsItWas() throws Exception {
        record(EVENTS, AMPLE);

        List<Event> read = new ArrayList<>();
        Recorded recorded = RecordingReader.read(file(), read::add);

        assertThat(read).isEqualTo(EVENTS);
        assertThat(recorded)
                .isEqualTo(new Recorded("campanile test", Subject.SLAVE, "a1", 1, true, false, EVENTS.size()));
        assertThat(RecordingReader.subject(file())).isEqualTo(Subject.SLAVE);
    }

    @Test
    void whateverElseHappensToAClockIsReadAsItWas() throws Exception {
        List<Event> rare = List.of(
                new ClockBegun(DisciplineLimits.DEFAULT),
                new Disrupted(3),
                new Rejected(),
                new ForgotEpochsAbove(12),
                new WallNoted(-5),
                new Followed(1L << 61, 77),
                new Missing(2));
        record(rare, AMPLE);

        List<Event> read = new ArrayList<>();
        RecordingReader.read(file(), read::add);

        assertThat(read).isEqualTo(rare);
    }

    @Test
    void itsClockDoesTheSameAgain() throws Exception {
        record(EVENTS, AMPLE);

        SlaveReplayReport report = SlaveReplayReport.of(file());

        assertThat(report.comparison().first()).isEmpty();
        assertThat(report.comparison().corrections()).isGreaterThan(15);
        assertThat(report.comparison().readings()).isGreaterThan(60);
        assertThat(report.sessions()).hasSize(2).allSatisfy(session -> {
            assertThat(session.answers()).isPositive();
            assertThat(session.applied()).isPositive();
            assertThat(session.figures().points()).hasSize((int) session.applied() - 1);
            assertThat(session.figures().boundNanos(0.5)).isPositive();
        });
    }

    @Test
    void isOneRecordingOverSeveralFilesOfWhichTheFirstMayBeMissing() throws Exception {
        List<Event> many = SimulatedEvents.ofSlave(600);
        record(many, Recording.LEAST_LIMIT_BYTES);
        List<Event> read = new ArrayList<>();
        int files = RecordingReader.read(file(), read::add).files();
        assertThat(files).isGreaterThan(1);
        assertThat(read.equals(many)).isTrue();

        Files.delete(folder.resolve("trace." + (files - 1)));
        List<Event> rest = new ArrayList<>();
        Recorded recorded = RecordingReader.read(file(), rest::add);

        assertThat(recorded.whole()).isFalse();
        assertThat(rest.subList(0, 2)).containsExactly(new ClockBegun(DisciplineLimits.DEFAULT), new Missing(0));
        assertThat(rest.get(2)).isInstanceOf(Welcomed.class);
        assertThat(rest.subList(3, rest.size()).equals(many.subList(many.size() - rest.size() + 3, many.size())))
                .isTrue();
        SlaveReplayReport report = SlaveReplayReport.of(file());
        assertThat(report.comparison().first()).isEmpty();
        assertThat(report.comparison().corrections()).isZero();
        assertThat(report.comparison().incomparableCorrections())
                .isEqualTo(rest.stream().filter(Corrected.class::isInstance).count());
        assertThat(report.sessions().get(0).applied()).isPositive();
    }

    @Test
    void takesLittleRoom() throws Exception {
        record(EVENTS, AMPLE);

        // An answer with a claim of UTC, and its share of a correction.
        assertThat(Files.size(file())
                        / SlaveReplayReport.of(file()).comparison().readings())
                .isLessThan(160);
    }

    @Test
    void whatAMasterWasToldIsNoneOfASlave() throws Exception {
        record(SimulatedEvents.of(3, 5), AMPLE);

        assertThatThrownBy(() -> SlaveReplayReport.of(file()))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("cannot be replayed: it has what a master was told beside what a slave was");
    }
}
