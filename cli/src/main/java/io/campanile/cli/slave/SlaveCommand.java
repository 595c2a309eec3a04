package io.campanile.cli.slave;

import io.campanile.admin.metrics.OtlpPush;
import io.campanile.admin.slave.MachineClockMetrics;
import io.campanile.admin.slave.SlaveAdmin;
import io.campanile.cli.ExitSignal;
import io.campanile.cli.Version;
import io.campanile.cli.option.AdminAccess;
import io.campanile.cli.option.Binding;
import io.campanile.cli.option.Checked;
import io.campanile.cli.option.Choice;
import io.campanile.cli.option.EndWith;
import io.campanile.cli.option.Host;
import io.campanile.cli.option.Membership;
import io.campanile.cli.option.Otlp;
import io.campanile.cli.option.RecordOptions;
import io.campanile.cli.service.ServiceManager;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.replay.SlaveEventRecorder;
import io.campanile.core.replay.SlaveRecorder;
import io.campanile.os.discipline.MachineClock;
import io.campanile.proto.socket.SocketIo;
import io.campanile.recording.Recording;
import io.campanile.recording.Subject;
import io.campanile.slave.CampanileMetrics;
import io.campanile.slave.LocalSocket;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import io.campanile.slave.SlaveIdentity;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
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

/** {@code campanile slave}. */
@Command(
        name = "slave",
        description = "Follows a master, and prints the cluster's time.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class SlaveCommand implements Callable<Integer>, Checked {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);

    @Spec
    private CommandSpec spec;

    @Mixin
    private Membership membership;

    @Option(names = "--observer", description = "Be corrected, and take no part in the average.")
    private boolean observer;

    @Mixin
    private ObedienceOptions obedience;

    @Option(
            names = "--admin-bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where this slave's admin server listens.")
    private String adminBind;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            description = "On which port: status, health and metrics; 0 takes any free one. Without it there is none.")
    private @Nullable Integer adminPort;

    @Mixin
    private AdminAccess access;

    @Mixin
    private Otlp otlp;

    @Mixin
    private LocalSocketOptions localSocket;

    @Mixin
    private MachineClockOptions machineClock;

    @Mixin
    private RecordOptions record;

    @Option(
            names = "--print",
            paramLabel = "FORM",
            defaultValue = "text",
            converter = OfForm.class,
            completionCandidates = OfForm.class,
            description = "${COMPLETION-CANDIDATES}.")
    private PrintForm form;

    @Option(names = "--interval", paramLabel = "DURATION", defaultValue = "1s", description = "How often to print.")
    private Duration interval;

    @Option(names = "--duration", paramLabel = "DURATION", description = "How long to run; without it until Ctrl-C.")
    private @Nullable Duration duration;

    /** What to print. */
    public enum PrintForm {
        /** A line for people. */
        TEXT,
        /** A line of JSON. */
        JSON,
        /** Nothing. */
        NONE
    }

    /** Reads one of those. */
    static final class OfForm extends Choice<PrintForm> {

        OfForm() {
            super(PrintForm.class);
        }
    }

    @Mixin
    @SuppressWarnings("UnusedVariable") // it does its work as it is parsed
    private EndWith endWith;

    @Override
    public void check() {
        requireIntervals();
        membership.check();
        limits();
        otlp.check();
        localSocket.check();
        record.check();
        machineClock.check(membership.isWrong(), localSocket.path() != null);
        if (adminPort != null) {
            Binding.requirePort(spec, "--admin-port", adminPort);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        SlaveBuilder options = membership.options().discipline(limits());
        if (observer) {
            options.observer();
        }
        CompletableFuture<IOException> clockLost = new CompletableFuture<>();
        EventLoopGroup loop = SocketIo.best().eventLoops(1, "campanile-slave");
        try (ExitSignal exit = new ExitSignal();
                ServiceManager manager = ServiceManager.of(System::getenv);
                MachineClock machine = machineClock.claim(options);
                Recording recording = record.begin(Subject.SLAVE, membership.name());
                Slave slave = options.eventLoopGroup(loop)
                        .recorder(recorder(recording))
                        .build();
                OtlpPush push = startPush(slave, machine);
                SlaveAdmin admin = startAdmin(slave, machine);
                LocalSocket local = localSocket.open(slave)) {
            manager.watch(() -> CompletableFuture.runAsync(() -> {}, loop));
            manager.status("no master has corrected this clock yet");
            slave.clock().onStatusChange((before, now) -> manager.status(inWords(now)));
            clockLost.thenRun(exit::end);
            CompletionStage<Void> kept = machine == null
                    ? CompletableFuture.completedFuture(null)
                    : machine.follow(slave.clock(), clockLost::complete);
            slave.start().thenAcceptBoth(kept, (clock, done) -> manager.ready(inWords(clock.status())));
            if (admin != null) {
                log().info(
                                "status at {}://{}:{}/api/v1/status",
                                admin.scheme(),
                                adminBind,
                                admin.address().getPort());
            }
            if (push != null) {
                log().info("metrics go to {}", push.collector());
            }
            if (local != null) {
                log().info("cluster time for this machine at {}", localSocket.path());
            }
            if (print(new SlaveLines(slave.name(), slave.clock(), MachineClockOptions.state(machine)), exit)
                    && !slave.clock().read().timeline().everCorrected()) {
                throw new IOException(
                        "no master has corrected this clock within --duration; is there one where --master says?");
            }
            if (clockLost.isDone()) {
                throw clockLost.join();
            }
            manager.stopping();
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
        return ExitCode.OK;
    }

    /** No constant: each run makes one of every command, and all would wait for the log's configuration. */
    private static Logger log() {
        return LoggerFactory.getLogger(SlaveCommand.class);
    }

    private static String inWords(ClockStatus status) {
        return switch (status) {
            case SYNCHRONIZED -> "synchronized";
            case HOLDOVER -> "in holdover: no master was heard for a while";
            case UNSYNCHRONIZED -> "unsynchronized: the last correction has expired";
        };
    }

    private static SlaveRecorder recorder(@Nullable Recording recording) {
        return recording == null ? SlaveRecorder.NONE : new SlaveEventRecorder(recording);
    }

    private @Nullable OtlpPush startPush(Slave slave, @Nullable MachineClock machine) {
        OtlpPush push = otlp.start("campanile-slave", slave.name());
        if (push != null) {
            push.addProcess();
            new CampanileMetrics(slave).bindTo(push.registry());
            if (machine != null) {
                new MachineClockMetrics(machine::state).bindTo(push.registry());
            }
        }
        return push;
    }

    private @Nullable SlaveAdmin startAdmin(Slave slave, @Nullable MachineClock machine) throws IOException {
        if (adminPort == null) {
            return null;
        }
        InetSocketAddress bind = Binding.of(spec, "--admin-bind", adminBind, "--admin-port", adminPort);
        return SlaveAdmin.start(
                slave, MachineClockOptions.state(machine), access.at(bind, List.of(SlaveIdentity.hostName())));
    }

    /**
     * Prints at whole multiples of the interval by the machine's clock: so the slaves of one machine print together.
     *
     * @return whether the time is over; otherwise this process was asked to end
     */
    private boolean print(SlaveLines lines, ExitSignal exit) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long every = interval.toNanos();
        long begin = System.nanoTime();
        for (long next = 0; ; ) {
            long now = Host.nanos();
            next = next(next, now, every);
            long left = duration == null ? Long.MAX_VALUE : duration.toNanos() - (System.nanoTime() - begin);
            if (exit.await(Duration.ofNanos(Math.min(next - now, left)))) {
                return false;
            }
            if (left < next - now) {
                return true;
            }
            if (form != PrintForm.NONE) {
                out.println(form == PrintForm.JSON ? lines.json() : lines.text());
                out.flush();
            }
        }
    }

    /** After this multiple; but the machine's clock may have been set back meanwhile, by this very process. */
    private static long next(long before, long now, long every) {
        long begun = now / every * every;
        long next = Math.max(before, begun) + every;
        return next - now > 2 * every ? begun + every : next;
    }

    private DisciplineLimits limits() {
        try {
            return obedience.limits();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void requireIntervals() {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new ParameterException(spec.commandLine(), "--interval is too short; choose 1ms or more");
        }
        if (duration != null && duration.isNegative()) {
            throw new ParameterException(spec.commandLine(), "--duration is negative");
        }
    }
}
