package io.campanile.cli.replay;

import io.campanile.recording.RecordingException;
import io.campanile.recording.RecordingReader;
import io.campanile.recording.ReplayReport;
import io.campanile.recording.SlaveReplayReport;
import io.campanile.recording.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Replays for a command line: what is wrong with a file or a setting is wrong usage. */
final class Replays {

    private Replays() {}

    /**
     * Checks settings.
     *
     * @throws ParameterException saying what is wrong with one
     */
    static void requireSettings(CommandSpec spec, Map<String, String> set) {
        try {
            OtherSettings.of(set);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--set: " + e.getMessage(), e);
        }
    }

    /**
     * Replays a file.
     *
     * @param set other settings; empty for none
     * @throws ParameterException if the file is no recording or a damaged one, or a setting does not go together with those that were
     * @throws IOException if a file cannot be read
     */
    static ReplayReport of(CommandSpec spec, Path file, Map<String, String> set) throws IOException {
        return read(spec, () -> ReplayReport.of(file, set.isEmpty() ? null : OtherSettings.of(set)));
    }

    /**
     * Replays a slave's file.
     *
     * @throws ParameterException if it is no recording of a slave, or a damaged one
     * @throws IOException if it cannot be read
     */
    static SlaveReplayReport ofSlave(CommandSpec spec, Path file) throws IOException {
        return read(spec, () -> SlaveReplayReport.of(file));
    }

    /**
     * Tells who is recorded in a file.
     *
     * @throws ParameterException if it is no recording or a damaged one
     * @throws IOException if it cannot be read
     */
    static Subject subject(CommandSpec spec, Path file) throws IOException {
        return read(spec, () -> RecordingReader.subject(file));
    }

    /** Reads something of a file. */
    @FunctionalInterface
    private interface Reading<T> {

        T read() throws IOException;
    }

    private static <T> T read(CommandSpec spec, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (RecordingException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
