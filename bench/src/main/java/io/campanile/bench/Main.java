package io.campanile.bench;

import io.campanile.bench.classroom.ClassroomPart;
import io.campanile.bench.failover.FailoverPart;
import io.campanile.bench.jmh.JmhPart;
import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.ladder.ConversationPart;
import io.campanile.bench.ladder.EchoPart;
import io.campanile.bench.ladder.LadderPart;
import io.campanile.bench.ladder.Rung;
import io.campanile.bench.ladder.SoakPart;
import io.campanile.bench.peers.PeersPart;
import io.campanile.bench.report.Machine;
import io.campanile.bench.report.Marked;
import io.campanile.bench.report.Part;
import io.campanile.bench.trust.TrustPart;
import io.campanile.load.process.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what it is asked to, prints the tables, and writes them into the document. */
@Command(
        name = "bench/run",
        description = {
            "Measures what Campanile costs, prints the tables, and writes them into docs/performance.md.",
            "All parts take about five hours. Leave the machine alone meanwhile."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "jmh: benchmarks inside one JVM. echo: a bare Netty echo. ladder: Campanile under loads of growing size, beside"
                    + " the echo. soak: whether a master's memory grows while slaves come and go. conversation: whether"
                    + " slaves that talk to one another disturb the time. classroom: the design of the tutorials, beside"
                    + " Campanile. failover: how soon another master takes over, and what it costs the clocks; as root,"
                    + " also when the network fails. trust: what certificates and seals cost, and what a flood of strangers does. peers: how exact the"
                    + " clock is on real sockets, beside chrony's; as root, and written into docs/accuracy.md."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class Main implements Callable<Integer> {

    private static final List<String> LADDER = List.of(
            "tcp:100:1s:60s",
            "tcp:1000:1s:60s",
            "tcp:10000:1s:60s",
            "tcp:18000:1s:60s",
            "udp:1000:1s:60s",
            "udp:10000:1s:60s",
            "udp:100000:5s:180s",
            "udp:100000:2s:60s",
            "udp:100000:1s:60s");
    private static final List<String> QUICK_LADDER = List.of("tcp:100:1s:10s", "udp:1000:1s:10s");
    private static final String SOAK = "tcp:5000:1s:600s";
    private static final String QUICK_SOAK = "tcp:200:1s:20s";
    private static final String CONVERSATION = "tcp:1000:1s:60s";
    private static final String QUICK_CONVERSATION = "tcp:50:1s:10s";
    private static final List<Integer> CLASSES = List.of(1000, 5000, 10_000, 18_000);
    private static final List<Integer> QUICK_CLASSES = List.of(100);

    /** The page beside the document where the clocks are compared. */
    private static final String ACCURACY = "accuracy.md";

    /** What there is to measure. */
    enum Name {
        JMH,
        ECHO,
        LADDER,
        SOAK,
        CONVERSATION,
        CLASSROOM,
        FAILOVER,
        TRUST,
        PEERS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "PART", arity = "0..*", description = "Which: ${COMPLETION-CANDIDATES}; all unless given.")
    private List<Name> names = new ArrayList<>();

    @Option(
            names = "--takeovers",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many takeovers of each kind failover measures; 50 take about an hour.")
    private int takeovers;

    @Option(names = "--quick", description = "See only that everything runs; write nothing.")
    private boolean quick;

    @Option(
            names = "--rung",
            paramLabel = "RUNG",
            description = "A load for echo and ladder instead of the usual ones; more than one may be given. Written"
                    + " TRANSPORT:SLAVES:ROUND:DURATION, such as udp:100000:5s:180s. Write nothing.")
    private List<Rung> rungs = new ArrayList<>();

    @Option(
            names = "--campanile",
            paramLabel = "FILE",
            defaultValue = "campanile",
            description = "The start script of the Campanile to measure; this checkout's unless given.")
    private Path campanile;

    @Option(
            names = "--document",
            paramLabel = "FILE",
            defaultValue = "docs/performance.md",
            description = "Where to write the tables.")
    private Path document;

    @Option(names = "--commit", hidden = true, defaultValue = "an unknown commit", description = "What is measured.")
    private String commit;

    private Main() {}

    /** Measures, and exits with 0, or with 1 and one line on standard error. */
    public static void main(String[] args) {
        // Whoever ends it in the middle finds nothing of it afterwards.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy), "bench-children"));
        System.exit(new CommandLine(new Main())
                .registerConverter(Rung.class, Rung::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("bench/run: " + failure.getMessage());
                    return ExitCode.SOFTWARE;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ScratchFolder scratch = ScratchFolder.create("campanile-bench")) {
            Campanile small = new Campanile(campanile, false);
            Campanile large = new Campanile(campanile, true);
            String machine = Machine.describe(commit, small.jvmFlags(), large.jvmFlags());
            for (Name name : names.isEmpty() ? List.of(Name.values()) : names) {
                String content = machine + "\n\n"
                        + part(name, small, large.jvmFlags(), scratch.path()).measure();
                System.out.printf("%n%s%n%n%s%n", name, content);
                if (!quick && rungs.isEmpty()) {
                    write(name, content);
                }
            }
        }
        return ExitCode.OK;
    }

    private Part part(Name name, Campanile measured, List<String> largeFlags, Path scratch) {
        return switch (name) {
            case JMH -> new JmhPart(quick, largeFlags);
            case ECHO -> new EchoPart(measured, ladder());
            case LADDER -> new LadderPart(measured, ladder(), scratch);
            case SOAK -> new SoakPart(measured, Rung.parse(quick ? QUICK_SOAK : SOAK), scratch);
            case CONVERSATION ->
                new ConversationPart(measured, Rung.parse(quick ? QUICK_CONVERSATION : CONVERSATION), scratch);
            case CLASSROOM -> new ClassroomPart(measured, quick ? QUICK_CLASSES : CLASSES, quick ? 10 : 120, scratch);
            case FAILOVER -> FailoverPart.of(measured, quick ? 0 : takeovers, scratch);
            case TRUST -> new TrustPart(measured, quick, largeFlags, scratch);
            case PEERS -> PeersPart.of(measured, quick, scratch);
        };
    }

    private List<Rung> ladder() {
        List<String> usual = quick ? QUICK_LADDER : LADDER;
        return rungs.isEmpty() ? usual.stream().map(Rung::parse).toList() : rungs;
    }

    private void write(Name name, String content) throws IOException {
        Path page = name == Name.PEERS ? document.resolveSibling(ACCURACY) : document;
        Marked before = new Marked(Files.readString(page));
        Files.writeString(page, before.with(name.toString(), content).text());
    }
}
