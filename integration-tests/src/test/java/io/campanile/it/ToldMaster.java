package io.campanile.it;

import io.campanile.admin.master.MasterAdmin;
import io.campanile.admin.web.WebConfig;
import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.replay.Recorder;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.GroupStatus;
import io.campanile.master.GroupStatus.Member;
import io.campanile.master.GroupStatus.Role;
import io.campanile.master.GroupStatus.Takeover;
import io.campanile.master.Leadership;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A master of the group of {@code m1} and {@code m2}, with its admin server, in this process. It does as the test tells it. */
final class ToldMaster implements Leadership, AutoCloseable {

    private static final long CLOSE_SECONDS = 5;

    private final String name;
    private final MasterServer server;
    private final MasterAdmin admin;
    private volatile GroupStatus group;
    private @Nullable String leaderUrl;
    private Consumer<State> listener = state -> {};

    ToldMaster(String name) throws IOException {
        this.name = name;
        group = group("", 0, List.of());
        MasterConfig config = new MasterConfig(
                name, loopback(), Transport.LISTENED, 1, 100, ClusterConfig.DEFAULT, DisciplineLimits.DEFAULT);
        server = MasterServer.start(
                config, new DisciplinedClock(new SystemClock(), config.discipline()), this, Recorder.NONE);
        admin = MasterAdmin.start(name, WebConfig.open(loopback()), server);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** It leads. */
    void lead(long epoch) {
        leaderUrl = url();
        group = group(name, port(), List.of(new Takeover(epoch, name, System.currentTimeMillis(), 640L)));
        listener.accept(new Leading(epoch, 0, 0, 0));
    }

    /** Another one leads. */
    void follow(ToldMaster leader, long epoch) {
        leaderUrl = leader.url();
        group = group(
                leader.name,
                leader.port(),
                List.of(new Takeover(epoch, leader.name, System.currentTimeMillis(), 640L)));
        listener.accept(new Following("127.0.0.1", leader.port(), epoch));
    }

    /** Nobody leads. */
    void vacate() {
        leaderUrl = null;
        group = group("", 0, List.of());
        listener.accept(new Vacant());
    }

    /** Nobody leads: the empty name. */
    private GroupStatus group(String leader, int port, List<Takeover> takeovers) {
        long epoch = takeovers.stream().mapToLong(Takeover::epoch).max().orElse(0);
        long since = takeovers.stream().mapToLong(Takeover::atMillis).max().orElse(0);
        boolean vacant = leader.isEmpty();
        return new GroupStatus(
                name,
                vacant ? null : leader,
                vacant ? null : "127.0.0.1",
                port,
                vacant ? null : leaderUrl,
                epoch,
                since,
                0,
                takeovers.size(),
                takeovers,
                List.of(member("m1", leader), member("m2", leader)));
    }

    private static Member member(String name, String leader) {
        Role role = leader.isEmpty() ? Role.UNKNOWN : name.equals(leader) ? Role.LEADING : Role.FOLLOWING;
        return new Member(name, name + ":9081", role, null);
    }

    int port() {
        return server.address().getPort();
    }

    /** What its node keeps. */
    ClusterClock clock() {
        return server.clock();
    }

    /** Where slaves reach it. */
    String address() {
        return "127.0.0.1:" + port();
    }

    /** Its dashboard. */
    String url() {
        return "http://127.0.0.1:%s/".formatted(admin.address().getPort());
    }

    @Override
    public void start(Consumer<State> told) {
        listener = told;
        told.accept(new Vacant());
    }

    @Override
    public CompletableFuture<Void> remember(int electors) {
        // Nothing of this outlives a test.
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void resign(Reason reason) {
        // Only the test says who leads.
    }

    @Override
    public void stop() {
        listener = state -> {};
    }

    @Override
    public Optional<GroupStatus> group() {
        return Optional.of(group);
    }

    @Override
    public void close() {
        admin.close();
        server.close().completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
    }
}
