package io.campanile.admin.master;

import io.campanile.clock.ClusterReading;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.master.GroupStatus;
import io.campanile.master.MasterServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a master is ready: slaves may come, because rounds end in time, or because it sends them to the leader that it
 * follows itself. Whether clocks agree is no part of it: a master that gets no slaves until they agree would never get any.
 * A master that waits for those who keep time is not ready, since somebody has to look after it.
 */
final class Readiness {

    /** A round may be late, and one be given up, before anybody is sent elsewhere. */
    private static final int PATIENCE_ROUNDS = 3;

    private Readiness() {}

    /** Why a master is not ready, one sentence each; empty when it is. */
    static List<String> reasons(MasterServer master) {
        List<String> reasons = new ArrayList<>(ofItsPart(master));
        master.acceptFailure().ifPresent(why -> reasons.add("it cannot let slaves connect: " + why));
        return reasons;
    }

    private static List<String> ofItsPart(MasterServer master) {
        ClusterReading now = master.clock().read();
        GroupStatus group = master.leadership().group().orElse(null);
        GroupRole role = group == null ? GroupRole.LEADING : GroupRole.of(group);
        return switch (role) {
            case LEADING ->
                ofLeader(master.status().round(), master.options().cluster().roundNanos(), now.localNanos());
            case FOLLOWING -> ofStandby(Objects.requireNonNull(group), now.status());
            case NOBODY_LEADS -> List.of(withoutLeader(Objects.requireNonNull(group)));
        };
    }

    private static List<String> ofLeader(@Nullable RoundReport round, long roundNanos, long nowNanos) {
        if (round == null) {
            return List.of("the first round has not ended yet");
        }
        List<String> reasons = new ArrayList<>();
        if (round.finding() == Finding.AWAITING_KEEPERS) {
            reasons.add(round.why() + "; start those who are away, or tell it so if they are lost for good");
        }
        if (round.finding() == Finding.AWAITING_PARENT) {
            reasons.add(round.why() + "; start the parent, or give this master another one or none");
        }
        long age = nowNanos - round.atNanos();
        if (age > PATIENCE_ROUNDS * roundNanos) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the last round ended %.1f s ago, and one is due every %.1f s: the process is starved of CPU",
                    seconds(age),
                    seconds(roundNanos)));
        }
        return reasons;
    }

    private static List<String> ofStandby(GroupStatus group, ClockStatus clock) {
        return clock == ClockStatus.SYNCHRONIZED
                ? List.of()
                : List.of("it follows %s, and its clock is %s: see what %s says of the slave %s"
                        .formatted(
                                group.leader(), clock.name().toLowerCase(Locale.ROOT), group.leader(), group.self()));
    }

    private static String withoutLeader(GroupStatus group) {
        int members = group.members().size();
        return "it knows no master that leads: of the %s members of the group %s must run and reach each other, and all when it begins"
                .formatted(members, members / 2 + 1);
    }

    private static double seconds(long nanos) {
        return (double) nanos / Units.SECOND_NANOS;
    }
}
