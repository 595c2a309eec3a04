package io.campanile.admin.master;

import io.campanile.admin.metrics.Meters;
import io.campanile.master.GroupStatus;
import io.campanile.master.GroupStatus.Role;
import io.campanile.master.GroupStatus.Takeover;
import io.campanile.master.MasterServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of a group of masters as one of its members sees it; there are none for a master that belongs to no group. The
 * admin server's thread calls it.
 */
final class GroupMetrics {

    private final MasterServer master;

    private GroupMetrics(MasterServer master) {
        this.master = master;
    }

    /** Registers them, if there is a group. */
    static void register(MasterServer master, Meters meters) {
        if (master.leadership().group().isPresent()) {
            new GroupMetrics(master).register(meters);
        }
    }

    private void register(Meters meters) {
        for (GroupRole role : GroupRole.values()) {
            meters.number(
                    "campanile.group.role",
                    "1 for what this member of the group does",
                    "role",
                    role,
                    () -> of(group -> GroupRole.of(group) == role ? 1 : 0));
        }
        meters.number(
                "campanile.group.members",
                "Masters in the group",
                () -> of(group -> group.members().size()));
        meters.number(
                "campanile.group.members.heard",
                "How many of them lead or follow, as far as this member knows; the leader knows of all",
                () -> of(GroupMetrics::heard));
        meters.counter(
                "campanile.group.takeovers",
                "How many times somebody began to lead",
                () -> master.leadership().group().map(GroupStatus::takeovers).orElse(0L));
        meters.span(
                "campanile.group.takeover.age",
                "Since somebody began to lead; NaN if nobody ever has",
                () -> of(this::ageNanos));
        meters.span(
                "campanile.group.vacancy",
                "For how long this member saw nobody lead before the last takeover; NaN if it did not see it",
                () -> of(GroupMetrics::vacancyNanos));
    }

    private Double of(ToDoubleFunction<GroupStatus> property) {
        Optional<GroupStatus> group = master.leadership().group();
        return group.isPresent() ? property.applyAsDouble(group.get()) : Double.NaN;
    }

    private static long heard(GroupStatus group) {
        return group.members().stream()
                .filter(member -> member.role() == Role.LEADING || member.role() == Role.FOLLOWING)
                .count();
    }

    private double ageNanos(GroupStatus group) {
        long sinceNanos = TimeUnit.MILLISECONDS.toNanos(group.leadingSinceMillis());
        // The two clocks are of two machines.
        return sinceNanos == 0 ? Double.NaN : Math.max(0, master.clock().read().localNanos() - sinceNanos);
    }

    private static double vacancyNanos(GroupStatus group) {
        List<Takeover> takeovers = group.lastTakeovers();
        Long vacantMillis =
                takeovers.isEmpty() ? null : takeovers.get(takeovers.size() - 1).vacantMillis();
        return vacantMillis == null ? Double.NaN : TimeUnit.MILLISECONDS.toNanos(vacantMillis);
    }
}
