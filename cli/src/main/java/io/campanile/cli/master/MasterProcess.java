package io.campanile.cli.master;

import io.campanile.admin.master.MasterAdmin;
import io.campanile.admin.metrics.OtlpPush;
import io.campanile.admin.web.WebConfig;
import io.campanile.cli.ExitSignal;
import io.campanile.cli.option.AdminAccess;
import io.campanile.cli.option.Otlp;
import io.campanile.cli.option.RecordOptions;
import io.campanile.cli.option.UtcOption;
import io.campanile.cli.service.ServiceManager;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.replay.EventRecorder;
import io.campanile.core.replay.Recorder;
import io.campanile.master.Alone;
import io.campanile.master.DataDirectory;
import io.campanile.master.Leadership;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import io.campanile.recording.Recording;
import io.campanile.recording.Subject;
import io.campanile.slave.SlaveIdentity;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs as a master: what it remembers, who leads, the server and its admin server. Closes in the other order. The
 * command itself speaks of no class of the master: what lists the commands would load it for every one of them.
 */
final class MasterProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MasterProcess.class);
    private static final long CLOSE_MILLIS = 3000;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private @Nullable MasterServer server;

    private MasterProcess() {}

    /**
     * Starts it.
     *
     * @param access whom its admin server answers
     * @param admin where that listens
     * @param otlp where its metrics are sent to
     * @param record whether it is recorded
     * @param utc whether it claims what its machine knows of UTC
     * @throws IOException if something cannot be opened: one sentence that says what to do
     * @throws IllegalArgumentException if the group's list is wrong, saying how
     */
    static MasterProcess start(
            MasterConfig config,
            AdminAccess access,
            InetSocketAddress admin,
            GroupOptions group,
            Otlp otlp,
            RecordOptions record,
            UtcOption utc)
            throws IOException {
        MasterProcess process = new MasterProcess();
        try {
            SystemClock machine = new SystemClock();
            URI adminAt = group.group == null ? null : GroupMember.adminAt(config, group, admin, access.isEncrypted());
            WebConfig web = access.at(admin, ownNames(adminAt));
            OtlpPush push = otlp.start("campanile-master", config.name());
            if (push != null) {
                process.open.push(push);
                log.info("metrics go to {}", push.collector());
            }
            Recorder recorder = process.recorder(record, config.name());
            Leadership leadership = process.leadership(config, machine, group, adminAt);
            MasterServer server = MasterServer.start(
                    config, new DisciplinedClock(utc.on(machine), config.discipline()), leadership, recorder);
            process.server = server;
            AutoCloseable handingOver = () -> close(server);
            process.open.push(handingOver);
            MasterAdmin adminServer =
                    MasterAdmin.start(config.name(), web, server, push == null ? null : push.registry());
            // Slaves are sent on first: nobody waits for those who look in.
            process.open.remove(handingOver);
            process.open.push(adminServer);
            process.open.push(handingOver);
            log.info(
                    "{} listens for slaves on {}; dashboard at {}://{}/",
                    config.name(),
                    NetUtil.toSocketAddressString(server.address()),
                    adminServer.scheme(),
                    NetUtil.toSocketAddressString(adminServer.address()));
            return process;
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static Set<String> ownNames(@Nullable URI adminAt) {
        Set<String> names = new HashSet<>(Set.of(SlaveIdentity.hostName()));
        if (adminAt != null && adminAt.getHost() != null) {
            names.add(adminAt.getHost());
        }
        return names;
    }

    private Recorder recorder(RecordOptions options, String master) throws IOException {
        Recording recording = options.begin(Subject.MASTER, master);
        if (recording == null) {
            return Recorder.NONE;
        }
        open.push(recording);
        return new EventRecorder(recording);
    }

    private Leadership leadership(MasterConfig config, SystemClock machine, GroupOptions options, @Nullable URI adminAt)
            throws IOException {
        if (options.group != null) {
            Leadership member = GroupMember.join(config, options, adminAt, failure::complete);
            open.push(member::stop);
            return member;
        }
        Alone alone = alone(machine, options);
        return options.takeOver ? alone.takingOver() : alone;
    }

    private Alone alone(SystemClock machine, GroupOptions options) throws IOException {
        if (options.dataDir == null) {
            return Alone.forgetful(machine);
        }
        DataDirectory directory = DataDirectory.open(options.dataDir);
        open.push(directory);
        return Alone.remembering(directory, machine, options.foundAnew);
    }

    /**
     * Waits for the end.
     *
     * @param manager is told that slaves may come, and that the event loops come round
     * @throws IOException if this master can no longer be a member of its group: one sentence that says what to do
     */
    void run(ExitSignal exit, ServiceManager manager) throws IOException, InterruptedException {
        MasterServer running = Objects.requireNonNull(server);
        manager.watch(running::pulse);
        manager.ready("listening for slaves on " + NetUtil.toSocketAddressString(running.address()));
        failure.thenRun(exit::end);
        exit.await(null);
        String reason = failure.getNow("");
        if (!reason.isEmpty()) {
            throw new IOException(reason);
        }
        manager.stopping();
        log.info("saying goodbye");
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                log.debug("did not close", e);
            }
        }
    }

    private static void close(MasterServer server) throws InterruptedException {
        try {
            server.close().get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.debug("did not close in time", e);
        }
    }
}
