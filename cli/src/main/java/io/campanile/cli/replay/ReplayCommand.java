package io.campanile.cli.replay;

import io.campanile.cli.Version;
import io.campanile.cli.option.Checked;
import io.campanile.cli.option.JsonTarget;
import io.campanile.cli.option.OutputFile;
import io.campanile.recording.ReplayReport;
import io.campanile.recording.SlaveReplayReport;
import io.campanile.recording.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code campanile replay}. */
@Command(
        name = "replay",
        description = {
            "Runs what campanile master --record has written through the same code again: shows each slave, says whether the",
            "decisions come out the same, to the last bit, and what other settings would have done. Of a slave's recording it",
            "shows each session, and whether its clock does the same again."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false,
        footer = {"", "Fails when a decision, or what a slave's clock does, does not come out as it was recorded."})
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class ReplayCommand implements Callable<Integer>, Checked {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "The recording. The older files of it, FILE.1 to FILE.7, are found beside it.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "SETTING=VALUE",
            description =
                    "Show what another setting of the master would have done beside what it did: quorum, reference,"
                            + " panic, tolerance, settle, holdover, drift-limit or wander-limit. May be given several times, and for a"
                            + " master's recording only.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there; - writes it here, alone.")
    private @Nullable Path json;

    @Option(
            names = "--plot",
            paramLabel = "FILE.png",
            description =
                    "Draw each slave's distance from cluster time, its bound and its round trips there; of a slave's recording"
                            + " how far each correction moved it, and its bound.")
    private @Nullable Path plot;

    @Override
    public void check() {
        Replays.requireSettings(spec, set);
    }

    @Override
    public Integer call() throws IOException {
        check();
        JsonTarget target = new JsonTarget(json);
        OutputFile.requirePicture(spec, plot);
        boolean same = Replays.subject(spec, file) == Subject.SLAVE ? showSlave(target) : showMaster(target);
        return same ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean showMaster(JsonTarget target) throws IOException {
        ReplayReport report = Replays.of(spec, file, set);
        ReplayView view = new ReplayView(report, set);
        target.deliver(spec.commandLine().getOut(), view.lines(), view.json());
        if (plot != null) {
            ReplayPlot.write(plot, report, view.settings());
        }
        return report.comparison().first().isEmpty();
    }

    private boolean showSlave(JsonTarget target) throws IOException {
        if (!set.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--set: %s is the recording of a slave, and only settings of a master can be replayed otherwise: leave it out"
                            .formatted(file));
        }
        SlaveReplayReport report = Replays.ofSlave(spec, file);
        SlaveReplayView view = new SlaveReplayView(report);
        target.deliver(spec.commandLine().getOut(), view.lines(), view.json());
        if (plot != null) {
            SlaveReplayPlot.write(plot, report);
        }
        return report.comparison().first().isEmpty();
    }
}
