package io.campanile.cli.pki;

import io.campanile.cli.Version;
import io.campanile.cli.option.Checked;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code campanile pki issue}. */
@Command(
        name = "issue",
        description = {
            "Makes certificates of nodes: DIR/NAME.crt and DIR/NAME.key for each.",
            "A slave's name is what it calls itself: its --name, or its host's name. A master's names are the hosts and"
                    + " addresses under which slaves reach it, and its --name in a group."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class IssueCommand implements Callable<Integer>, Checked {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Where the CA is.")
    private Path directory;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "NAME[,NAME...]",
            description =
                    "A node: its name, and what else it is called, hosts and addresses alike, with commas between;"
                            + " such as m1,m1.example.org,10.0.0.1.")
    private List<String> nodes;

    @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "For how long they are valid.")
    private int days;

    @Option(
            names = "--renew",
            description = "Replace the files of nodes that have some; running nodes read the new ones by themselves.")
    private boolean renew;

    @Override
    public void check() {
        Days.require(spec, days);
    }

    @Override
    public Integer call() throws IOException {
        Instant until = Instant.now().plus(Duration.ofDays(Days.require(spec, days)));
        List<NodeNames> all = new ArrayList<>();
        try {
            nodes.forEach(node -> all.add(NodeNames.parse(node)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        PkiDirectory pki = new PkiDirectory(directory);
        pki.issue(all, Instant.now(), until, renew);
        PrintWriter out = spec.commandLine().getOut();
        all.forEach(node -> out.printf(
                "made %s and %s for %s, valid until %s%n",
                pki.certificate(node.first()), pki.key(node.first()), String.join(", ", node.all()), Days.date(until)));
        out.flush();
        return ExitCode.OK;
    }
}
