package io.campanile.simulator.check;

import io.campanile.clock.ClusterReading;
import io.campanile.clock.TimeInterval;
import io.campanile.core.Units;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.Utc;
import io.campanile.simulator.world.UtcReceiver;
import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what clocks say of UTC against what it is. It asks that as long as the claims hold: not while half of the machines that claim
 * something are wrong, and not until the clocks can have heard that UTC itself jumped, or that the claims are right again.
 */
public final class UtcChecker {

    /** What was told in one round is out of date after the next two, in each cluster of a tree on its way down. */
    private static final long HEARD_AFTER_NANOS = 5 * Units.SECOND_NANOS;

    private final VirtualTime time;
    private final Utc utc;
    private final int levels;
    private final List<UtcReceiver> receivers = new ArrayList<>();
    private long claimsBrokenAt = Long.MIN_VALUE;

    /**
     * Looks at nobody yet.
     *
     * @param levels how many clusters stand above each other
     */
    public UtcChecker(VirtualTime time, Utc utc, int levels) {
        this.levels = levels;
        this.time = time;
        this.utc = utc;
    }

    /** The machines that know UTC. */
    public void watch(List<Machine> machines) {
        machines.forEach(machine -> machine.clock().receiver().ifPresent(receivers::add));
    }

    /**
     * Looks at a clock that keeps its word about cluster time.
     *
     * @return what is wrong with what it says of UTC
     */
    Optional<String> look(String name, ClusterReading reading) {
        if (receivers.isEmpty()) {
            return Optional.empty();
        }
        if (2 * receivers.stream().filter(UtcReceiver::errs).count()
                        >= receivers.stream().filter(UtcReceiver::speaks).count()
                && receivers.stream().anyMatch(UtcReceiver::errs)) {
            claimsBrokenAt = time.now();
        }
        TimeInterval told = reading.utc();
        if (told.equals(TimeInterval.UNKNOWN)) {
            return Optional.empty();
        }
        long now = utc.nanos();
        boolean holds = told.earliestNanos() <= now && now <= told.latestNanos();
        return holds || isExcused()
                ? Optional.empty()
                : Optional.of("%s says that UTC is %s to %s ns away from where it is"
                        .formatted(name, told.earliestNanos() - now, told.latestNanos() - now));
    }

    private boolean isExcused() {
        long broken = Math.max(claimsBrokenAt, utc.jumpedAtNanos());
        return broken != Long.MIN_VALUE && time.now() - broken <= levels * HEARD_AFTER_NANOS;
    }
}
