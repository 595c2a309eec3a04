package io.campanile.admin.master;

import io.campanile.admin.web.WebConfig;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.replay.Recorder;
import io.campanile.core.round.Burst;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.GroupStatus;
import io.campanile.master.GroupStatus.Role;
import io.campanile.master.GroupStatus.Takeover;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.Vacant;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A master of a group of three that does as the test tells it, its admin server, and a client that asks it. */
public final class Member extends AdminClient implements AutoCloseable {

    /** When the leader began, by its wall clock. */
    public static final long SINCE_MILLIS = 1_800_000_000_000L;

    /** Two: how long nobody led before is unknown of the first, and 640 ms of the second. */
    public static final List<Takeover> TAKEOVERS =
            List.of(new Takeover(6, "m3", SINCE_MILLIS - 60_000, null), new Takeover(7, "m1", SINCE_MILLIS, 640L));

    private static final long CLOSE_SECONDS = 5;

    final MasterServer master;
    private final ToldLeadership leadership;
    private final String name;

    private Member(String name, MasterServer master, ToldLeadership leadership) throws IOException {
        super(MasterAdmin.start(name, WebConfig.open(loopback()), master));
        this.name = name;
        this.master = master;
        this.leadership = leadership;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** One that knows no leader. */
    public static Member start(String name) throws IOException {
        MasterConfig config = new MasterConfig(
                name,
                loopback(),
                Transport.LISTENED,
                1,
                100,
                ClusterConfig.of(EnsembleConfig.DEFAULT, Duration.ofMillis(100).toNanos(), Burst.AUTO),
                DisciplineLimits.DEFAULT);
        ToldLeadership leadership = new ToldLeadership(group(name, null, 0, List.of()));
        SystemClock machine = new SystemClock();
        MasterServer master = MasterServer.start(
                config, new DisciplinedClock(machine, config.discipline()), leadership, Recorder.NONE);
        return new Member(name, master, leadership);
    }

    /** Where this member is. */
    private int port() {
        return master.address().getPort();
    }

    /** It leads. */
    public void lead(int electors) {
        leadership.tell(group(name, name, port(), TAKEOVERS), new Leading(7, 0, electors, 0));
    }

    /** It follows this one. */
    public void follow(Member leader) {
        leadership.tell(
                group(name, leader.name, leader.port(), TAKEOVERS), new Following("127.0.0.1", leader.port(), 7));
    }

    /** It follows one that does not answer. */
    public void followNobodyThatAnswers() {
        leadership.tell(group(name, "m3", 1, TAKEOVERS), new Following("127.0.0.1", 1, 7));
    }

    /** Nobody leads. */
    public void vacate() {
        leadership.tell(group(name, null, 0, TAKEOVERS), new Vacant());
    }

    /** It tells this group, and goes on as before. */
    void tell(GroupStatus group) {
        leadership.tell(group);
    }

    /** A group of three of which the third does not answer. */
    static GroupStatus group(String self, @Nullable String leader, int port, List<Takeover> takeovers) {
        boolean leads = self.equals(leader);
        return new GroupStatus(
                self,
                leader,
                leader == null ? null : "127.0.0.1",
                port,
                leader == null || leader.equals("m3") ? null : "http://%s.example:8081/".formatted(leader),
                takeovers.isEmpty() ? 0 : 7,
                takeovers.isEmpty() ? 0 : SINCE_MILLIS,
                0,
                takeovers.size(),
                takeovers,
                List.of(
                        member("m1", self, leader),
                        member("m2", self, leader),
                        new GroupStatus.Member(
                                "m3", "m3:9081", leads ? Role.UNREACHABLE : Role.UNKNOWN, leads ? 42_000L : null)));
    }

    private static GroupStatus.Member member(String name, String self, @Nullable String leader) {
        boolean known = leader != null && (self.equals(leader) || self.equals(name) || name.equals(leader));
        Role role = !known ? Role.UNKNOWN : name.equals(leader) ? Role.LEADING : Role.FOLLOWING;
        return new GroupStatus.Member(name, name + ":9081", role, name.equals(self) ? Long.valueOf(0) : null);
    }

    @Override
    public void close() {
        server.close();
        master.close().completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
    }
}
