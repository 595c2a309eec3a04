package io.campanile.simulator.check;

import io.campanile.clock.ClusterReading;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.session.SessionConfig;
import io.campanile.simulator.check.Violations.Kind;
import io.campanile.simulator.node.Measured;
import io.campanile.simulator.node.Observer;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.node.Timelines;
import io.campanile.simulator.node.Truth;
import io.campanile.simulator.world.VirtualClock;
import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every clock after every event and holds the invariants of {@code docs/architecture.md} against what it sees.
 *
 * <p>Two slaves that are within their bounds of one cluster time are within the sum of them of each other: that needs no look
 * of its own.
 */
public final class InvariantChecker implements Observer {

    /** After each event at most so many clocks are looked at, in turn. */
    private static final int MOST_LOOKED_AT = 32;

    private final Violations violations;
    private final RoundChecker rounds;
    private final List<Sight> sights = new ArrayList<>();
    private final Map<SimulatedSlave, Sight> bySlave = new HashMap<>();
    private @Nullable SimulatedMaster master;
    private long lastOfMaster = Long.MIN_VALUE;
    private int nextSight;
    private long looks;
    private long excused;

    /**
     * Sees nothing yet.
     *
     * @param limits the master's
     * @param reference who decides
     */
    public InvariantChecker(VirtualTime time, SessionConfig limits, Reference reference) {
        this.violations = new Violations(time);
        this.rounds = new RoundChecker(time, violations, limits, reference);
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
    public void watch(SimulatedMaster theMaster, List<SimulatedSlave> slaves) {
        master = theMaster;
        for (SimulatedSlave slave : slaves) {
            Sight sight = new Sight(slave);
            sights.add(sight);
            bySlave.put(slave, sight);
        }
    }

    /** Whom it looks at. */
    @Override
    public List<SimulatedSlave> slaves() {
        return sights.stream().map(sight -> sight.slave).toList();
    }

    /** A slave's process begins, with a clock that has served nothing. */
    @Override
    public void reborn(SimulatedSlave slave) {
        Sight sight = bySlave.get(slave);
        if (sight != null) {
            sight.forget();
        }
    }

    /** The master's process begins. */
    @Override
    public void masterReborn() {
        lastOfMaster = Long.MIN_VALUE;
        rounds.excuse();
    }

    /** A slave obeyed a correction: of no older epoch than before, and of no round twice. */
    @Override
    public void applied(SimulatedSlave slave, Correction correction) {
        Sight sight = bySlave.get(slave);
        if (sight == null) {
            return;
        }
        boolean newer = correction.epoch() > sight.epoch
                || (correction.epoch() == sight.epoch && correction.round() > sight.round);
        if (!newer) {
            violations.add(
                    Kind.OTHER,
                    "%s obeyed epoch %d, round %d after epoch %d, round %d"
                            .formatted(slave.name(), correction.epoch(), correction.round(), sight.epoch, sight.round));
        }
        sight.epoch = correction.epoch();
        sight.round = correction.round();
    }

    /**
     * A round was closed.
     *
     * @param timelines what cluster time is behind it
     * @param before what the master decided before it
     */
    @Override
    public void closed(
            VirtualClock ofMaster, Timelines timelines, Mapping before, RoundResult result, List<Measured> measured) {
        rounds.closed(ofMaster, timelines, before, result, measured);
    }

    /** Something happened: looks at every clock that runs. */
    public void look() {
        if (master != null) {
            look(master);
        }
        int count = Math.min(sights.size(), MOST_LOOKED_AT);
        for (int i = 0; i < count; i++) {
            look(sights.get(nextSight));
            nextSight = (nextSight + 1) % sights.size();
        }
    }

    private void look(SimulatedMaster theMaster) {
        if (!theMaster.machine().isRunning()) {
            rounds.excuse();
            return;
        }
        rounds.look(theMaster.machine().clock());
        ClusterReading reading = theMaster.clock().read();
        if (reading.timeline().everCorrected()) {
            holdForwards("the master", lastOfMaster, reading);
            Truth promised = theMaster.promised();
            if (promised != null) {
                holdToItsBound("the master", promised, reading);
            }
            lastOfMaster = reading.clusterNanos();
        }
    }

    private void look(Sight sight) {
        SimulatedSlave slave = sight.slave;
        if (!slave.machine().isRunning()) {
            return;
        }
        ClusterReading reading = slave.clock().read();
        if (!reading.timeline().everCorrected()) {
            return;
        }
        holdForwards(slave.name(), sight.served, reading);
        sight.served = reading.clusterNanos();
        if (!slave.isHonest() || reading.status() == ClockStatus.UNSYNCHRONIZED) {
            return;
        }
        looks++;
        Truth promised = slave.promised();
        if (promised == null) {
            excused++;
        } else {
            holdToItsBound(slave.name(), promised, reading);
        }
    }

    private void holdForwards(String name, long last, ClusterReading reading) {
        if (reading.clusterNanos() < last) {
            violations.add(Kind.BACKWARD, "%s went back by %d ns".formatted(name, last - reading.clusterNanos()));
        }
    }

    private void holdToItsBound(String name, Truth truth, ClusterReading reading) {
        long error = reading.clusterNanos() - truth.nanos();
        if (Math.abs(error) > reading.errorNanos()) {
            violations.add(
                    Kind.BOUND,
                    "%s is off by %d ns and says at most %d ns".formatted(name, error, reading.errorNanos()));
        }
    }

    public Violations violations() {
        return violations;
    }

    /** How often an honest slave's clock that is not unsynchronized was looked at. */
    public long looks() {
        return looks;
    }

    /** How often it could not be held to its bound then, because its clock or the master's had broken its word before. */
    public long excused() {
        return excused;
    }
}
