package io.campanile.cli.master;

import io.campanile.cli.ExitSignal;
import io.campanile.cli.Version;
import io.campanile.cli.option.Binding;
import io.campanile.cli.option.Checked;
import io.campanile.cli.option.Choice;
import io.campanile.cli.option.EndWith;
import io.campanile.cli.option.NameLookUps;
import io.campanile.cli.option.Otlp;
import io.campanile.cli.option.RecordOptions;
import io.campanile.cli.option.TimeStampsOption;
import io.campanile.cli.option.Tls;
import io.campanile.cli.option.UtcOption;
import io.campanile.cli.service.ServiceManager;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.ObedienceLimits;
import io.campanile.core.message.NodeName;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.ConnectionLimits;
import io.campanile.master.HeapShare;
import io.campanile.master.MasterConfig;
import io.campanile.master.access.Access;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TlsFiles;
import io.campanile.slave.SlaveIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code campanile master}. */
@Command(
        name = "master",
        description = "Runs a master: measures the slaves that connect, and keeps their clocks together.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class MasterCommand implements Callable<Integer>, Checked {

    @Spec
    private CommandSpec spec;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "0.0.0.0", description = "Where slaves connect.")
    private String bind;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "On which port; 0 takes any free one.")
    private int port;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "tcp,udp",
            converter = Choice.OfListened.class,
            completionCandidates = Choice.OfListened.class,
            description = "What to listen to, on the same port: ${COMPLETION-CANDIDATES}, separated by commas.")
    private List<Transport> transports;

    @Mixin
    private TimeStampsOption stamps;

    @Mixin
    private Tls tls;

    @Option(
            names = "--allow",
            paramLabel = "FILE",
            description = "Which certified names may be what: on each line a name or a pattern such as node-*, and its"
                    + " roles, of voter, observer, master and operator. Read again when it changes. Without it, every"
                    + " certified name may vote, and with --admin-tls-ca look at the admin server.")
    private @Nullable Path allowed;

    @Mixin
    private AdminOptions adminOptions;

    @Mixin
    private Otlp otlp;

    @Option(names = "--name", paramLabel = "NAME", description = "What people call this master; the host's name.")
    private @Nullable String name;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private UtcOption utc;

    @Option(
            names = "--max-slaves",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = "How many slaves may be connected; as many as the heap has room for, 200000 at most.")
    private @Nullable Integer maxSlaves;

    @Mixin
    private AddressOptions addresses;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Event loops for the slaves.")
    private int threads;

    @Mixin
    @SuppressWarnings("UnusedVariable") // it does its work as it is parsed
    private EndWith endWith;

    @Mixin
    private GroupOptions group;

    @Mixin
    private ParentOptions parent;

    @Mixin
    private RecordOptions record;

    @Override
    public void check() {
        requireName();
        Binding.requirePort(spec, "--port", port);
        adminOptions.check();
        otlp.check();
        record.check();
        settings(InetSocketAddress.createUnresolved(bind, port), null, null);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        NameLookUps.retrySoon();
        InetSocketAddress admin = adminOptions.bind();
        InetSocketAddress slaves = Binding.of(spec, "--bind", bind, "--port", port);
        group.check(port);
        MasterSettings settings = settings(slaves, tls.files(spec), allowed);
        try (ExitSignal exit = new ExitSignal();
                ServiceManager manager = ServiceManager.of(System::getenv);
                MasterProcess process = start(settings, admin)) {
            process.run(exit, manager);
        }
        return ExitCode.OK;
    }

    private void requireName() {
        try {
            if (name != null) {
                NodeName.require(name);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--name: " + e.getMessage(), e);
        }
    }

    private MasterSettings settings(InetSocketAddress slaves, @Nullable TlsFiles files, @Nullable Path list) {
        try {
            ClusterConfig together = cluster.config().withAdmission(addresses.admission());
            return parent.of(new MasterSettings(new MasterConfig(
                    name == null ? SlaveIdentity.hostName() : name,
                    slaves,
                    EnumSet.copyOf(transports),
                    threads,
                    maxSlaves == null ? HeapShare.slavesByDefault() : maxSlaves,
                    together,
                    discipline(together),
                    new ConnectionLimits(addresses.silentPerAddress(), addresses.limitsLoopback()),
                    new Access(files, list),
                    stamps.chosen(),
                    null)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private MasterProcess start(MasterSettings settings, InetSocketAddress admin) throws IOException {
        try {
            return MasterProcess.start(settings.config(), adminOptions, admin, group, otlp, record, utc);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** This master's own clock follows its cluster as far as that goes. */
    private static DisciplineLimits discipline(ClusterConfig cluster) {
        return DisciplineLimits.DEFAULT.withObedience(
                ObedienceLimits.DEFAULT.withPanicNanos(cluster.ensemble().panicNanos()));
    }
}
