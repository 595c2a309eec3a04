package io.campanile.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.replay.Comparison;
import io.campanile.core.replay.Event;
import io.campanile.core.replay.Event.Admitted;
import io.campanile.core.replay.Event.Begun;
import io.campanile.core.replay.Event.Missing;
import io.campanile.core.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is recorded is read as it was; what is cut, damaged or something else is said to be. */
class RecordingTest {

    private static final long AMPLE = 100_000_000;
    private static final int CAPACITY = 1 << 20;
    private static final List<Event> EVENTS = SimulatedEvents.of(5, 20);

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("trace");
    }

    private void record(List<Event> events, long limit) throws IOException {
        Recording recording = Recording.open(file(), limit, "campanile test", Subject.MASTER, "m1", CAPACITY);
        events.forEach(recording);
        recording.start();
        recording.close();
    }

    private record Result(Recorded recorded, List<Event> events) {}

    private static Result read(Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        return new Result(RecordingReader.read(file, events::add), events);
    }

    @Test
    void isReadAsItWas() throws Exception {
        record(EVENTS, AMPLE);

        Result read = read(file());

        assertThat(read.events()).isEqualTo(EVENTS);
        assertThat(read.recorded())
                .isEqualTo(new Recorded("campanile test", Subject.MASTER, "m1", 1, true, false, EVENTS.size()));
    }

    @Test
    void whatMachinesKnowOfUtcIsReadAsItWas() throws Exception {
        List<Event> events = SimulatedEvents.of(3, 10, "500us");
        record(events, AMPLE);

        assertThat(read(file()).events()).isEqualTo(events);
    }

    @Test
    void takesLittleRoom() throws Exception {
        record(EVENTS, AMPLE);

        long exchanges =
                EVENTS.stream().filter(Event.Exchanged.class::isInstance).count();
        // An exchange, and its share of a round's conclusion.
        assertThat(Files.size(file()) / exchanges).isLessThan(120);
    }

    @Test
    void goesOnInFilesThatTogetherStayBelowTheLimit() throws Exception {
        List<Event> many = SimulatedEvents.of(40, 100);

        record(many, Recording.LEAST_LIMIT_BYTES);

        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(RecordingFiles.FILES);
            long bytes = 0;
            for (Path each : all) {
                bytes += Files.size(each);
            }
            assertThat(bytes).isLessThan(Recording.LEAST_LIMIT_BYTES * 5 / 4);
        }
    }

    @Test
    void isOneRecordingOverSeveralFiles() throws Exception {
        List<Event> many = SimulatedEvents.of(20, 60);
        record(many, Recording.LEAST_LIMIT_BYTES);

        Result read = read(file());

        assertThat(read.recorded().files()).isGreaterThan(1);
        assertThat(read.recorded().whole()).isTrue();
        assertThat(read.events()).isEqualTo(many);
    }

    @Test
    void beginsInTheMiddleWhereTheFirstFileIsMissing() throws Exception {
        List<Event> many = SimulatedEvents.of(20, 60);
        record(many, Recording.LEAST_LIMIT_BYTES);
        Path oldest = folder.resolve("trace." + (read(file()).recorded().files() - 1));
        Files.delete(oldest);

        Result read = read(file());

        assertThat(read.recorded().whole()).isFalse();
        assertThat(read.events().get(0))
                .isInstanceOfSatisfying(
                        Begun.class, term -> assertThat(term.legacy()).isEqualTo(Legacy.NONE));
        assertThat(read.events().get(1)).isEqualTo(new Missing(0));
        assertThat(read.events().subList(2, 22)).hasOnlyElementsOfType(Admitted.class);
        int left = read.events().size() - 22;
        assertThat(read.events().subList(22, 22 + left)).isEqualTo(many.subList(many.size() - left, many.size()));
        Comparison comparison = new Comparison();
        Replay replay = new Replay(comparison);
        read.events().forEach(replay::take);
        assertThat(comparison.rounds()).isZero();
        assertThat(comparison.incomparableRounds()).isPositive();
    }

    @Test
    void keepsAnEarlierRecordingOfTheSameName() throws Exception {
        record(EVENTS, AMPLE);
        record(EVENTS.subList(0, 10), AMPLE);

        assertThat(read(file()).events()).isEqualTo(EVENTS.subList(0, 10));
        assertThat(read(folder.resolve("trace.1")).events()).isEqualTo(EVENTS);
    }

    @Test
    void isReadUpToWhereItWasCut() throws Exception {
        List<Event> many = SimulatedEvents.of(20, 30);
        record(many, AMPLE);
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length - 3));

        Result read = read(file());

        assertThat(read.recorded().cut()).isTrue();
        assertThat(read.events())
                .isNotEmpty()
                .isEqualTo(many.subList(0, read.events().size()));
    }

    @Test
    void isReadUpToTheZerosThatALossOfPowerLeaves() throws Exception {
        record(EVENTS, AMPLE);
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length + 4096));

        Result read = read(file());

        assertThat(read.recorded().cut()).isTrue();
        assertThat(read.events()).isEqualTo(EVENTS);
    }

    @Test
    void saysWhereItIsDamaged() throws Exception {
        record(EVENTS, AMPLE);
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length / 2] ^= 4;
        Files.write(file(), bytes);

        assertThatThrownBy(() -> read(file()))
                .isInstanceOf(RecordingException.class)
                .hasMessageMatching(".*trace is damaged: there is a wrong checksum at byte \\d+; copy it again");
    }

    @Test
    void saysThatSomethingElseIsNoRecording() throws Exception {
        Files.writeString(file(), "Some other file, long enough to hold a first line.\n");

        assertThatThrownBy(() -> read(file()))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("trace is no recording of a master or a slave");
        assertThatThrownBy(() -> Recording.begin(file(), AMPLE, "v", Subject.MASTER, "m"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is no recording of a master or a slave: choose another file");
        assertThat(file()).content().startsWith("Some other file");
    }

    @Test
    void saysThatAnotherReleaseWroteIt() throws Exception {
        Files.writeString(file(), "campanile recording 9\n");

        assertThatThrownBy(() -> read(file())).hasMessageContaining("use the release that wrote it");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> read(folder.resolve("nothing")))
                .isInstanceOf(RecordingException.class)
                .hasMessage(folder.resolve("nothing") + " is not there");
    }

    @Test
    void tellsHowManyEventsAreMissingWhenItCannotKeepUp() throws Exception {
        Recording recording = Recording.open(file(), AMPLE, "v", Subject.MASTER, "m", 8);
        EVENTS.subList(0, 20).forEach(recording);
        recording.start();
        recording.close();

        List<Event> expected = new ArrayList<>(EVENTS.subList(0, 8));
        expected.add(new Missing(12));
        assertThat(read(file()).events()).isEqualTo(expected);
    }

    @Test
    void endsWithOneWarningWhenNothingCanBeWritten() throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger(Recording.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        Path gone = Files.createDirectory(folder.resolve("gone"));
        Recording recording =
                Recording.open(gone.resolve("trace"), Recording.LEAST_LIMIT_BYTES, "v", Subject.MASTER, "m", CAPACITY);
        Files.delete(gone.resolve("trace"));
        Files.delete(gone);
        SimulatedEvents.of(20, 60).forEach(recording);
        recording.start();
        recording.close();
        EVENTS.forEach(recording);
        log.detachAppender(lines);

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("ends here, and all else goes on");
    }

    @Test
    void replaysToTheSameDecisions() throws Exception {
        record(EVENTS, AMPLE);

        ReplayReport report = ReplayReport.of(file(), null);

        assertThat(report.comparison().first()).isEmpty();
        assertThat(report.comparison().rounds()).isGreaterThan(15);
        assertThat(report.slaves()).extracting(SlaveRecord::name).contains("slave-1", "liar-1");
        assertThat(report.slaves())
                .allSatisfy(slave -> assertThat(slave.trips()).isNotEmpty());
    }

    @Test
    void showsWhatOtherSettingsWouldHaveDone() throws Exception {
        record(EVENTS, AMPLE);

        ReplayReport report =
                ReplayReport.of(file(), term -> term.with(term.limits().withQuorum(20)));

        assertThat(report.comparison().first()).isEmpty();
        assertThat(report.otherOutcomes()).isNotEqualTo(report.outcomes());
        assertThat(report.slaves())
                .allSatisfy(slave -> assertThat(slave.otherwise().points()).isEmpty());
    }
}
