package io.campanile.cli.master;

import io.campanile.admin.master.MasterAdmin;
import io.campanile.cli.ExitSignal;
import io.campanile.cli.Version;
import io.campanile.cli.option.Binding;
import io.campanile.cli.option.BurstConverter;
import io.campanile.cli.option.EndWith;
import io.campanile.cli.option.Rate;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.SlaveIdentity;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
public final class MasterCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(MasterCommand.class);
    private static final long CLOSE_MILLIS = 2000;

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
            description = "What to listen to, on the same port: ${COMPLETION-CANDIDATES}, separated by commas.")
    private List<Transport> transports;

    @Option(
            names = "--admin-bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where the admin server listens. It asks nobody for a password.")
    private String adminBind;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "On which port; 0 takes any free one.")
    private int adminPort;

    @Option(names = "--name", paramLabel = "NAME", description = "What people call this master; the host's name.")
    private @Nullable String name;

    @Option(
            names = "--round",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "How often to measure and correct; 10ms to 1h.")
    private Duration round;

    @Option(
            names = "--burst",
            paramLabel = "N",
            defaultValue = "auto",
            converter = BurstConverter.class,
            description = "Probes to each slave in a round: 1 to 16, or auto: 4, and fewer where they would not fit.")
    private Burst burst;

    @Option(
            names = "--quorum",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many clocks, this one included, must agree before anybody is corrected.")
    private int quorum;

    @Option(
            names = "--reference",
            paramLabel = "WHO",
            defaultValue = "ensemble",
            description = "Who decides: ensemble, the average; or local, this master's own clock.")
    private Reference reference;

    @Option(
            names = "--max-slaves",
            paramLabel = "N",
            defaultValue = "200000",
            description = "How many slaves may be connected.")
    private int maxSlaves;

    @Option(
            names = "--panic",
            paramLabel = "DURATION",
            defaultValue = "1000s",
            description = "How far a clock may be from the others and still be corrected; 1ms to 10 years.")
    private Duration panic;

    @Option(
            names = "--tolerance",
            paramLabel = "DURATION",
            defaultValue = "1ms",
            description = "How far apart corrected clocks may be, beyond what their bounds explain, and still agree.")
    private Duration tolerance;

    @Option(
            names = "--settle",
            paramLabel = "DURATION",
            defaultValue = "1500ms",
            description = "How long nobody may have joined before a new cluster averages its clocks.")
    private Duration settle;

    @Option(
            names = "--holdover",
            paramLabel = "DURATION",
            defaultValue = "600s",
            description = "How long a bound holds without a new correction; never less than ten rounds.")
    private Duration holdover;

    @Option(
            names = "--drift-limit",
            paramLabel = "RATE",
            defaultValue = "1000ppm",
            description = "How fast two healthy clocks may drift apart. Every bound rests on it.")
    private Rate driftLimit;

    @Option(
            names = "--wander-limit",
            paramLabel = "RATE",
            defaultValue = "15ppm",
            description = "By how much that may change while a bound holds. Every bound grows by it.")
    private Rate wanderLimit;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Event loops for the slaves.")
    private int threads;

    @Mixin
    @SuppressWarnings("UnusedVariable") // it does its work as it is parsed
    private EndWith endWith;

    @Override
    public Integer call() throws IOException, InterruptedException {
        MasterConfig options = options();
        String masterName = name();
        InetSocketAddress admin = Binding.of(spec, adminBind, adminPort, "--admin-bind");
        try (ExitSignal exit = new ExitSignal()) {
            MasterServer server = MasterServer.start(options, new SystemClock());
            try {
                MasterAdmin adminServer = MasterAdmin.start(masterName, admin, server);
                log.info(
                        "{} listens for slaves on {}; status at http://{}/api/v1/status",
                        masterName,
                        NetUtil.toSocketAddressString(server.address()),
                        NetUtil.toSocketAddressString(adminServer.address()));
                exit.await(null);
                log.info("saying goodbye");
                adminServer.close();
            } finally {
                close(server);
            }
        }
        return ExitCode.OK;
    }

    private String name() {
        return name == null ? SlaveIdentity.hostName() : name;
    }

    private static void close(MasterServer server) throws InterruptedException {
        try {
            server.close().get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.debug("did not close in time", e);
        }
    }

    private MasterConfig options() throws IOException {
        try {
            FilterLimits filter = new FilterLimits(driftLimit.ppb(), wanderLimit.ppb());
            EnsembleConfig ensemble = EnsembleConfig.DEFAULT
                    .withFilter(filter)
                    .withQuorum(quorum)
                    .withDistances(panic.toNanos(), tolerance.toNanos(), settle.toNanos());
            InetSocketAddress where = Binding.of(spec, bind, port, "--bind");
            ClusterConfig cluster = ClusterConfig.of(ensemble, round.toNanos(), holdover.toNanos(), burst)
                    .withReference(reference);
            return new MasterConfig(
                    name(), where, EnumSet.copyOf(transports), threads, maxSlaves, cluster, DisciplineLimits.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
