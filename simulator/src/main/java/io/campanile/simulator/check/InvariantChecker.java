package io.campanile.simulator.check;

import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.replay.Recorder;
import io.campanile.core.session.SessionConfig;
import io.campanile.simulator.check.Violations.Kind;
import io.campanile.simulator.node.ClosedRound;
import io.campanile.simulator.node.Keeper;
import io.campanile.simulator.node.Observer;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.node.Timelines;
import io.campanile.simulator.node.Truth;
import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks at every clock after every event and holds the invariants of {@code docs/architecture.md} against what it sees.
 *
 * <p>Two slaves that are within their bounds of one cluster time are within the sum of them of each other: that needs no look
 * of its own.
 */
public final class InvariantChecker implements Observer {

    /** After each event at most so many clocks are looked at, in turn. */
    private static final int MOST_LOOKED_AT = 32;

    private final VirtualTime time;
    private final Violations violations;
    private final SessionConfig limits;
    private final Reference reference;
    private final UtcChecker utc;

    /** The slaves'. */
    private final List<Sight> sights = new ArrayList<>();

    /** The masters', with what was seen of their rounds. */
    private final Map<SimulatedMaster, RoundChecker> rounds = new LinkedHashMap<>();

    private final Map<Keeper, Sight> byKeeper = new HashMap<>();
    private final Calibration calibration = new Calibration();
    private Function<SimulatedMaster, Recorder> recorders = master -> Recorder.NONE;
    private int nextSight;
    private long looks;
    private long excused;

    /**
     * Sees nothing yet.
     *
     * @param limits the master's
     * @param reference who decides
     * @param utc looks at what clocks say of UTC
     */
    public InvariantChecker(VirtualTime time, SessionConfig limits, Reference reference, UtcChecker utc) {
        this.time = time;
        this.violations = new Violations(time);
        this.limits = limits;
        this.reference = reference;
        this.utc = utc;
    }

    /** From the next term on, what a master decides, and from what, is heard by its recorder. */
    public void record(Function<SimulatedMaster, Recorder> by) {
        recorders = by;
    }

    @Override
    public Recorder recorder(SimulatedMaster master) {
        return recorders.apply(master);
    }

    /** Whom to look at. */
    public void watch(List<SimulatedMaster> masters, List<SimulatedSlave> slaves) {
        for (SimulatedMaster master : masters) {
            rounds.put(master, new RoundChecker(time, violations, limits, reference));
            Sight sight = sight(master);
            master.standby().ifPresent(standby -> byKeeper.put(standby, sight));
        }
        slaves.forEach(slave -> sights.add(sight(slave)));
    }

    private Sight sight(Keeper node) {
        return byKeeper.computeIfAbsent(node, Sight::new);
    }

    /** Whom it looks at. */
    @Override
    public List<Keeper> keepers() {
        return Stream.concat(rounds.keySet().stream(), sights.stream().map(sight -> sight.node))
                .toList();
    }

    /** A node's process begins, with a clock that has served nothing. */
    @Override
    public void reborn(Keeper node) {
        Sight sight = byKeeper.get(node);
        if (sight != null) {
            sight.forget();
        }
        RoundChecker checker = node instanceof SimulatedMaster master ? rounds.get(master) : null;
        if (checker != null) {
            checker.excuse();
        }
    }

    /** A node obeyed a correction: of no older epoch than before, of no round twice, and within its panic limit. */
    @Override
    public void applied(Keeper node, Correction correction) {
        Sight sight = byKeeper.get(node);
        if (sight == null) {
            return;
        }
        boolean newer = correction.epoch() > sight.epoch
                || (correction.epoch() == sight.epoch && correction.round() > sight.round);
        if (!newer) {
            violations.add(
                    Kind.OTHER,
                    "%s obeyed epoch %s, round %s after epoch %s, round %s"
                            .formatted(node.name(), correction.epoch(), correction.round(), sight.epoch, sight.round));
        }
        long beyond = sight.panic.beyondPanic(node.clock());
        if (beyond > 0) {
            violations.add(
                    Kind.OTHER, "%s was moved by %s ns more than its panic limit".formatted(node.name(), beyond));
        }
        sight.epoch = correction.epoch();
        sight.round = correction.round();
    }

    @Override
    public void forgetsEpochsAbove(Keeper node, long epoch) {
        Sight sight = byKeeper.get(node);
        if (sight != null && sight.epoch > epoch) {
            sight.epoch = epoch;
            sight.round = 0;
        }
    }

    /**
     * A round was closed.
     *
     * @param timelines what cluster time is behind it
     */
    @Override
    public void closed(SimulatedMaster master, Timelines timelines, ClosedRound round) {
        RoundChecker checker = rounds.get(master);
        if (checker != null) {
            checker.closed(master.machine().clock(), timelines, round);
            calibration.closed(round, master.machine().clock());
        }
    }

    /** What the masters state of their estimates, beside what is. */
    public Calibration calibration() {
        return calibration;
    }

    /** Something happened: looks at every clock that runs. */
    public void look() {
        rounds.forEach(this::look);
        int count = Math.min(sights.size(), MOST_LOOKED_AT);
        for (int i = 0; i < count; i++) {
            Sight sight = sights.get(nextSight);
            if (sight.node.machine().isRunning()) {
                look(sight, true);
            }
            nextSight = (nextSight + 1) % sights.size();
        }
    }

    private void look(SimulatedMaster master, RoundChecker checker) {
        if (!master.machine().isRunning() || !master.leads()) {
            checker.excuse();
        } else {
            checker.look(master.machine().clock(), master.terms());
        }
        if (master.machine().isRunning()) {
            // Of one master nothing is asked while its own clock breaks, and the slaves' looks say how often that is.
            look(sight(master), rounds.size() > 1);
        }
    }

    private void look(Sight sight, boolean counts) {
        Keeper node = sight.node;
        ClusterReading reading = node.clock().read();
        if (!reading.timeline().everCorrected()) {
            return;
        }
        holdForwards(node.name(), sight.served, reading);
        sight.served = reading.clusterNanos();
        sight.beginsAgain(reading);
        if (!node.isHonest() || reading.status() == ClockStatus.UNSYNCHRONIZED) {
            return;
        }
        Truth promised = node.promised();
        if (promised != null) {
            holdToItsBound(node.name(), promised, reading);
            if (node.rootsTime() != null) {
                utc.look(node.name(), reading).ifPresent(wrong -> violations.add(Kind.OTHER, wrong));
            }
        }
        if (counts) {
            looks++;
            excused += promised == null ? 1 : 0;
        }
    }

    private void holdForwards(String name, long last, ClusterReading reading) {
        if (reading.clusterNanos() < last) {
            violations.add(Kind.BACKWARD, "%s went back by %s ns".formatted(name, last - reading.clusterNanos()));
        }
    }

    private void holdToItsBound(String name, Truth truth, ClusterReading reading) {
        long error = reading.clusterNanos() - truth.nanos();
        if (Math.abs(error) > reading.errorNanos()) {
            violations.add(
                    Kind.BOUND,
                    "%s is off by %s ns and says at most %s ns".formatted(name, error, reading.errorNanos()));
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
