package io.campanile.os.discipline;

import io.campanile.clock.ClusterClock;
import io.campanile.core.TwoClocks;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Timeline;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the kernel's clock follow a cluster clock: looks at both, has {@link Steering} decide, and hands the order over. Before that it looks for
 * what somebody else has done to the clock.
 *
 * <p>Not thread-safe.
 */
final class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    /** A look that nothing interrupted is among so many, as a rule. */
    private static final int TRIES = 8;

    /** A look that took longer says nothing of microseconds. */
    private static final long MOST_WIDTH_NANOS = 1_000_000;

    private final Kernel kernel;
    private final RawClock local;
    private final ClusterClock cluster;
    private final Steering steering;
    private final Interference interference = new Interference();

    private KernelState ordered;
    private long wallAheadNanos;
    private long disruptions;
    private @Nullable ClockStatus told;
    private MachineClockState state;

    /**
     * One that is yet to give its first order.
     *
     * @param ordered how the kernel was left at the start
     */
    Follower(Kernel kernel, RawClock local, ClusterClock cluster, Steering steering, KernelState ordered) {
        this.kernel = kernel;
        this.local = local;
        this.cluster = cluster;
        this.steering = steering;
        this.ordered = ordered;
        this.state = MachineClockState.waiting(ordered);
        this.wallAheadNanos = local.wallAheadNanos();
        this.disruptions = local.disruptions(local.nanos());
    }

    /** How the clock was kept at the last look. */
    MachineClockState state() {
        return state;
    }

    /**
     * Does its work for this second.
     *
     * @throws IOException with a sentence that says what to do, if it cannot go on: the kernel refuses, or somebody else keeps the clock
     */
    void work() throws IOException {
        KernelState found = checkInterference();
        Look look = look();
        if (look.widthNanos() > MOST_WIDTH_NANOS && look.status() != ClockStatus.UNSYNCHRONIZED) {
            state = state.after(state.keeping(), state.aheadNanos(), found);
            return;
        }
        tell(look);
        Optional<Order> decided = steering.decide(look);
        long ahead = look.phaseNanos();
        if (decided.isPresent()) {
            carryOut(decided.get());
            found = ordered;
            ahead += decided.get().stepNanos();
        }
        MachineClockState.Keeping keeping = keeping(look.status());
        state = state.after(keeping, keeping == MachineClockState.Keeping.WAITING ? null : ahead, found);
        log.debug("the machine's clock: {}", state);
    }

    private MachineClockState.Keeping keeping(ClockStatus status) {
        return switch (status) {
            case SYNCHRONIZED -> MachineClockState.Keeping.FOLLOWING;
            case HOLDOVER -> MachineClockState.Keeping.HOLDOVER;
            case UNSYNCHRONIZED ->
                steering.hasBegun() ? MachineClockState.Keeping.FREE : MachineClockState.Keeping.WAITING;
        };
    }

    private void carryOut(Order order) throws IOException {
        if (order.stepNanos() != 0) {
            log.warn(
                    "the machine's clock steps by {} s, to cluster time",
                    String.format(Locale.ROOT, "%+.6f", (double) order.stepNanos() / Units.SECOND_NANOS));
            local.stepping(order.stepNanos(), () -> kernel.step(order.stepNanos()));
            state = state.afterStep();
        }
        ordered = kernel.keep(order);
    }

    /** Returns how the kernel keeps its clock now. */
    private KernelState checkInterference() throws IOException {
        KernelState found = kernel.state();
        long ahead = local.wallAheadNanos();
        long jump = ahead - wallAheadNanos;
        wallAheadNanos = ahead;
        long times = local.disruptions(local.nanos());
        if (times != disruptions) {
            // A machine that slept has set its clock by itself.
            disruptions = times;
            state = state.afterDisruption();
            log.info("the machine slept, or was moved: where its clock stands since is looked at anew");
            return found;
        }
        String what = interference.check(ordered, found, jump, local.nanos());
        if (what == null) {
            return found;
        }
        state = state.afterInterference(what);
        if (interference.isRival()) {
            throw new IOException(
                    ("another program keeps the machine's clock, too (%s): stop that one, or do not have this one"
                                    + " discipline the clock")
                            .formatted(what));
        }
        log.warn("somebody else has changed the machine's clock: {}; it is brought back", what);
        return found;
    }

    private Look look() {
        TwoClocks now = TwoClocks.read(local::nanos, kernel::wallNanos, TRIES, 0);
        long at = now.atNanos();
        // Asks whether the machine slept; what is served at another moment of the same timeline, it tells as well.
        Timeline timeline = cluster.read().timeline();
        ClockStatus status = timeline.status(at);
        return new Look(
                at,
                now.otherNanos() - timeline.served(at),
                now.widthNanos(),
                timeline.target().ratePpb(),
                timeline.target().version(),
                timeline.errorNanos(at),
                status);
    }

    private void tell(Look look) {
        if (look.status() == told) {
            return;
        }
        String phase = String.format(Locale.ROOT, "%+.6f", (double) look.phaseNanos() / Units.SECOND_NANOS);
        switch (look.status()) {
            case SYNCHRONIZED -> log.info("the machine's clock follows cluster time; it is {} s ahead of it", phase);
            case HOLDOVER -> log.info("the machine's clock goes on as cluster time in holdover does");
            case UNSYNCHRONIZED -> {
                if (told != null) {
                    log.warn(
                            "the machine's clock goes on at its last good frequency, and the kernel says that nobody keeps it");
                }
            }
        }
        told = look.status();
    }

    /** Leaves the clock as it is to go on: at its last good frequency, without what was being slewed. */
    void leave() throws IOException {
        checkInterference();
        Look look = look();
        kernel.keep(steering.farewell(look));
    }
}
