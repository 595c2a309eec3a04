package io.campanile.simulator;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Steering;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.slave.ClusterClock;
import io.campanile.slave.ClusterReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every clock after every event and holds the invariants of {@code docs/architecture.md} against what it sees. What
 * it finds is counted, and told with its moment.
 */
final class Witness {

    /** Two roundings. */
    private static final long ROUNDING_NANOS = 2;

    /** How far from the median a founder may be, at least, and else: 3 · 1.4826 times the honest clocks' width, halved. */
    private static final long FOUNDING_TOLERANCE_NANOS = 1_000_000;

    private static final long GATE_WIDTHS = 3;

    private static final int MOST_TOLD = 20;

    /** After each event at most so many clocks are looked at, in turn. */
    private static final int MOST_LOOKED_AT = 32;

    private final VirtualTime time;
    private final Reference reference;
    private final long startNanos;
    private final List<Sight> sights = new ArrayList<>();
    private final Map<SimulatedSlave, Sight> bySlave = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private @Nullable SimulatedMaster master;
    private long lastOfMaster = Long.MIN_VALUE;
    private int nextSight;
    private long boundViolations;
    private long backwardReadings;
    private long otherViolations;

    /**
     * Sees nothing yet.
     *
     * @param reference who decides: of cluster time that the master's clock alone decides nothing can be asked
     */
    Witness(VirtualTime time, Reference reference) {
        this.time = time;
        this.reference = reference;
        this.startNanos = time.now();
    }

    /** What was last seen of a slave's process. */
    private static final class Sight {

        final SimulatedSlave slave;
        long served = Long.MIN_VALUE;
        long epoch;
        long round;

        Sight(SimulatedSlave slave) {
            this.slave = slave;
        }

        void forget() {
            served = Long.MIN_VALUE;
            epoch = 0;
            round = 0;
        }
    }

    /** Whom to look at. */
    void watch(SimulatedMaster theMaster, List<SimulatedSlave> slaves) {
        master = theMaster;
        for (SimulatedSlave slave : slaves) {
            Sight sight = new Sight(slave);
            sights.add(sight);
            bySlave.put(slave, sight);
        }
    }

    /** A slave's process begins, with a clock that has served nothing. */
    void reborn(SimulatedSlave slave) {
        Sight sight = bySlave.get(slave);
        if (sight != null) {
            sight.forget();
        }
    }

    /** The master's process begins. */
    void masterReborn() {
        lastOfMaster = Long.MIN_VALUE;
    }

    /** A slave obeyed a correction: of no older epoch than before, and of no round twice. */
    void applied(SimulatedSlave slave, Steering steering) {
        slave.trust().obeyed(steering.round());
        Sight sight = bySlave.get(slave);
        if (sight == null) {
            return;
        }
        boolean newer =
                steering.epoch() > sight.epoch || (steering.epoch() == sight.epoch && steering.round() > sight.round);
        if (!newer) {
            otherViolations++;
            tell("%s obeyed epoch %d, round %d after epoch %d, round %d"
                    .formatted(slave.name(), steering.epoch(), steering.round(), sight.epoch, sight.round));
        }
        sight.epoch = steering.epoch();
        sight.round = steering.round();
    }

    /**
     * A round was closed.
     *
     * @param decided whether cluster time's phase was decided, for the first time or anew
     * @param before cluster time before it
     */
    void closed(boolean decided, Mapping before, RoundResult result, Map<Connection, ClockReport> reports) {
        reports.forEach((connection, report) -> {
            if (report.jump() != null) {
                connection.slave().trust().remeasured(result.report().number());
            }
        });
        if (decided && reference == Reference.ENSEMBLE) {
            holdWithinHonest(before, result, reports);
        }
    }

    /**
     * A phase that is decided anew lies where the honest clocks that keep the time are for certain. At a cold start it is
     * the average of clocks that differ honestly, and of liars no further from their median than they scatter.
     */
    private void holdWithinHonest(Mapping before, RoundResult result, Map<Connection, ClockReport> reports) {
        List<ClockReport> honest = reports.entrySet().stream()
                .filter(e -> e.getKey().slave().trust().isBlameless())
                .map(Map.Entry::getValue)
                .filter(ClockReport::isUsable)
                .toList();
        List<ClockReport> keepers =
                honest.stream().filter(r -> r.clock().mapping().version() > 0).toList();
        long usable = reports.values().stream().filter(ClockReport::isUsable).count();
        if (2L * honest.size() <= usable) {
            // Nothing is promised when half of the clocks that are heard are wrong.
            return;
        }
        boolean kept = before.version() > 0 || 2L * keepers.size() > usable;
        Interval range = kept ? keptRange(keepers) : foundingRange(honest);
        long offset = result.report().ensembleOffsetNanos();
        if (range != null && !range.contains(offset)) {
            otherViolations++;
            tell("cluster time was decided %d ns off the master's clock, the honest clocks are at %d to %d ns"
                    .formatted(offset, range.low(), range.high()));
        }
    }

    private static @Nullable Interval keptRange(List<ClockReport> keepers) {
        Interval range = hull(keepers.stream().map(ClockReport::shownBounds).toList(), null);
        return range == null ? null : range.widen(ROUNDING_NANOS);
    }

    private static @Nullable Interval foundingRange(List<ClockReport> honest) {
        Interval range = hull(honest.stream().map(r -> r.measured().bounds()).toList(), new Interval(0, 0));
        return range == null
                ? null
                : range.widen(FOUNDING_TOLERANCE_NANOS + GATE_WIDTHS * (range.high() - range.low()));
    }

    private static @Nullable Interval hull(List<Interval> intervals, @Nullable Interval first) {
        Interval hull = first;
        for (Interval interval : intervals) {
            hull = hull == null
                    ? interval
                    : new Interval(Math.min(hull.low(), interval.low()), Math.max(hull.high(), interval.high()));
        }
        return hull;
    }

    /** Something happened: looks at every clock that runs. */
    void look() {
        SimulatedMaster theMaster = master;
        if (theMaster == null) {
            return;
        }
        lookAtMaster(theMaster);
        int count = Math.min(sights.size(), MOST_LOOKED_AT);
        for (int i = 0; i < count; i++) {
            look(theMaster, sights.get(nextSight));
            nextSight = (nextSight + 1) % sights.size();
        }
    }

    private void lookAtMaster(SimulatedMaster theMaster) {
        ClusterClock clock = theMaster.clock();
        if (!theMaster.machine().isRunning()) {
            return;
        }
        ClusterReading reading = clock.read();
        if (reading.timeline().everCorrected()) {
            if (reading.clusterNanos() < lastOfMaster) {
                backwardReadings++;
                tell("the master's clock went back by %d ns".formatted(lastOfMaster - reading.clusterNanos()));
            }
            lastOfMaster = reading.clusterNanos();
        }
    }

    private void look(SimulatedMaster theMaster, Sight sight) {
        SimulatedSlave slave = sight.slave;
        if (!slave.machine().isRunning()) {
            return;
        }
        ClusterReading reading = slave.clock().read();
        if (!reading.timeline().everCorrected()) {
            return;
        }
        if (reading.clusterNanos() < sight.served) {
            backwardReadings++;
            tell("%s went back by %d ns".formatted(slave.name(), sight.served - reading.clusterNanos()));
        }
        sight.served = reading.clusterNanos();
        if (slave.trust().isSound() && reading.status() != ClockStatus.UNSYNCHRONIZED) {
            holdToItsBound(theMaster, slave, reading);
        }
    }

    private void holdToItsBound(SimulatedMaster theMaster, SimulatedSlave slave, ClusterReading reading) {
        Mapping clusterTime = theMaster.clusterTimeOf(
                reading.timeline().epoch(), reading.timeline().round());
        if (clusterTime == null) {
            return;
        }
        long error = reading.clusterNanos()
                - clusterTime.at(theMaster.machine().clock().nanos());
        if (Math.abs(error) > reading.errorNanos()) {
            boundViolations++;
            tell("%s is off by %d ns and says at most %d ns".formatted(slave.name(), error, reading.errorNanos()));
        }
    }

    private void tell(String what) {
        if (told.size() < MOST_TOLD) {
            told.add("%.6f s: %s".formatted((time.now() - startNanos) / 1e9, what));
        }
    }

    long boundViolations() {
        return boundViolations;
    }

    long backwardReadings() {
        return backwardReadings;
    }

    /** Corrections obeyed twice or out of order, and phases decided outside the range of the honest clocks. */
    long otherViolations() {
        return otherViolations;
    }

    /** The first violations, each with its moment. */
    List<String> violations() {
        return List.copyOf(told);
    }
}
