package io.campanile.admin.master;

import io.campanile.admin.metrics.ClockBound;
import io.campanile.clock.ClusterReading;
import io.campanile.master.GroupStatus;
import io.campanile.master.MasterServer;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A group of masters as one of its members sees it: part of {@code GET /api/v1/status}. Spans and times are nanoseconds.
 *
 * @param self this member's name
 * @param role what it does: {@code LEADING}, {@code FOLLOWING} or {@code NOBODY_LEADS}
 * @param leader the name of the one that leads; null while nobody does, as far as this member knows
 * @param leaderAddress where slaves reach the leader; null while nobody leads
 * @param leaderAdmin where people reach the leader's admin server, as a URL; null while nobody leads, and if it did not say so
 * @param epoch the leader's epoch, or the one of the last that led; 0 if nobody ever has
 * @param sinceNanos when that began, by the wall clock of who led; null if nobody ever has
 * @param takeovers how many times somebody began to lead
 * @param lastTakeovers the last ones that this member knows of, oldest first
 * @param members every member, in the order of their names
 */
public record GroupDocument(
        String self,
        String role,
        @Nullable String leader,
        @Nullable String leaderAddress,
        @Nullable String leaderAdmin,
        long epoch,
        @Nullable Long sinceNanos,
        long takeovers,
        List<Takeover> lastTakeovers,
        List<Member> members) {

    /**
     * A beginning of a leadership.
     *
     * @param epoch its epoch
     * @param leader the name of who leads
     * @param atNanos when, by the leader's wall clock
     * @param vacantNanos for how long this member saw nobody lead before; null if it did not see it
     */
    public record Takeover(
            long epoch,
            String leader,
            long atNanos,
            @Nullable Long vacantNanos) {

        static Takeover of(GroupStatus.Takeover takeover) {
            return new Takeover(
                    takeover.epoch(), takeover.leader(), nanos(takeover.atMillis()), nanosOf(takeover.vacantMillis()));
        }
    }

    /**
     * A member.
     *
     * @param name its name
     * @param address where the other members reach it
     * @param state what it does: {@code LEADING}, {@code FOLLOWING}, {@code UNREACHABLE}, or {@code UNKNOWN}: only the leader
     *     hears of all others
     * @param silentNanos for how long this member has heard nothing from it; null if it never has, or hears of it through
     *     the leader only
     * @param offsetNanos its cluster clock minus cluster time, before the correction; null where this member does not know
     * @param errorNanos how far its cluster clock can be from cluster time; null where this member does not know
     */
    public record Member(
            String name,
            String address,
            String state,
            @Nullable Long silentNanos,
            @Nullable Long offsetNanos,
            @Nullable Long errorNanos) {}

    /** What a master tells of its group now; null if it belongs to none. */
    static @Nullable GroupDocument of(MasterServer server, MasterStatus status, ClusterReading now) {
        return server.leadership().group().map(group -> of(group, status, now)).orElse(null);
    }

    static GroupDocument of(GroupStatus group, MasterStatus status, ClusterReading now) {
        String host = group.leaderHost();
        return new GroupDocument(
                group.self(),
                GroupRole.of(group).name(),
                group.leader(),
                host == null ? null : NetUtil.toSocketAddressString(host, group.leaderPort()),
                group.leaderAdmin(),
                group.epoch(),
                group.leadingSinceMillis() == 0 ? null : nanos(group.leadingSinceMillis()),
                group.takeovers(),
                group.lastTakeovers().stream().map(Takeover::of).toList(),
                members(group, status, now));
    }

    /** The epoch in which a master leads; a standby has no term of its own, and is corrected in the leader's epoch. */
    static long epoch(MasterServer server, MasterStatus status) {
        long followed = server.leadership().group().map(GroupStatus::epoch).orElse(0L);
        return Math.max(status.epoch(), followed);
    }

    /** A standby is one of the leader's slaves, by its own name: so the leader knows how far its clock is. */
    private static List<Member> members(GroupStatus group, MasterStatus status, ClusterReading now) {
        Set<String> names =
                group.members().stream().map(GroupStatus.Member::name).collect(Collectors.toSet());
        Map<String, SlaveStatus> slaves = status.slaves().stream()
                .filter(slave -> names.contains(slave.name()))
                .collect(Collectors.toMap(SlaveStatus::name, slave -> slave, (former, latter) -> latter));
        return group.members().stream()
                .map(member -> {
                    SlaveStatus slave = slaves.get(member.name());
                    Long known = slave == null ? null : slave.errorNanos();
                    return new Member(
                            member.name(),
                            member.address(),
                            member.role().name(),
                            nanosOf(member.silentMillis()),
                            slave == null ? null : slave.offsetNanos(),
                            member.name().equals(group.self()) ? ClockBound.errorNanos(now) : known);
                })
                .toList();
    }

    private static @Nullable Long nanosOf(@Nullable Long millis) {
        return millis == null ? null : nanos(millis);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
