package io.campanile.simulator.node;

import io.campanile.clock.ClusterReading;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.session.BackoffLimits;
import io.campanile.core.session.MasterChoice;
import io.campanile.core.session.SlaveSession;
import io.campanile.simulator.world.Link;
import io.campanile.simulator.world.Machine;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A slave's process around the production {@link SlaveSession}, {@link MasterChoice} and {@link DisciplinedClock}: connects,
 * and connects again. The clock outlives the connections, and ends with the process.
 */
public final class SimulatedSlave {

    private final String name;
    private final Machine machine;
    private final Link toMaster;
    private final Link toSlave;
    private final Lie lie;
    private final RandomGenerator random;
    private final List<SimulatedMaster> masters;
    private final Function<Redirect, SimulatedMaster> network;
    private final Observer observer;

    private DisciplinedClock clock;
    private Attempts attempts;
    private long instance;
    private @Nullable BoundBasis arriving;
    private @Nullable BoundBasis promise;

    /**
     * A slave whose process does not run yet.
     *
     * @param masters those that it is told of
     * @param network finds the master at the address in a redirect
     */
    public SimulatedSlave(
            String name,
            Machine machine,
            Link toMaster,
            Link toSlave,
            Lie lie,
            RandomGenerator random,
            List<SimulatedMaster> masters,
            Function<Redirect, SimulatedMaster> network,
            Observer observer) {
        this.name = name;
        this.machine = machine;
        this.toMaster = toMaster;
        this.toSlave = toSlave;
        this.lie = lie;
        this.random = random;
        this.masters = masters;
        this.network = network;
        this.observer = observer;
        this.clock = new DisciplinedClock(machine.clock(), DisciplineLimits.DEFAULT);
        this.attempts = newAttempts();
    }

    private Attempts newAttempts() {
        return new Attempts(this, new MasterChoice<>(masters, BackoffLimits.DEFAULT, random), network);
    }

    /** Tells the observer what was applied. */
    private final class Observed implements CorrectedClock {

        @Override
        public ClockState state(long localNanos) {
            return clock.state(localNanos);
        }

        @Override
        public Decision correct(Correction correction) {
            Decision decision = clock.correct(correction);
            if (decision instanceof Decision.Applied) {
                promise = arriving;
                observer.applied(SimulatedSlave.this, correction);
            }
            return decision;
        }
    }

    public String name() {
        return name;
    }

    public Machine machine() {
        return machine;
    }

    public Link toMaster() {
        return toMaster;
    }

    public Link toSlave() {
        return toSlave;
    }

    public DisciplinedClock clock() {
        return clock;
    }

    /** Whether it tells the master what its clock shows. */
    public boolean isHonest() {
        return lie == Lie.NONE;
    }

    /** The cluster time that its clock promises to be near; null while it promises nothing that could be asked of it. */
    @Nullable
    public Truth promised() {
        return isHonest() && promise != null && promise.binds(machine.clock()) ? promise.truth() : null;
    }

    /** Whether its clock, which promises something, is further from this time than it says. */
    boolean breaksItsWordAbout(Truth other) {
        ClusterReading reading = clock.read();
        return reading.status() != ClockStatus.UNSYNCHRONIZED
                && Math.abs(reading.clusterNanos() - other.nanos()) > reading.errorNanos();
    }

    /** Starts its process: a clock that nobody has corrected yet, and a new identity. */
    public void start() {
        machine.start();
        clock = new DisciplinedClock(machine.clock(), DisciplineLimits.DEFAULT);
        attempts = newAttempts();
        instance = random.nextLong();
        promise = null;
        observer.reborn(this);
        attempts.start();
    }

    /** Ends its process without a word; the machine closes its connection. */
    public void crash() {
        attempts.crash();
        losePower();
    }

    /** Its machine stops; nobody is told. */
    public void losePower() {
        machine.kill();
        attempts.losePower();
    }

    /** Says goodbye and ends its process. */
    public void leave() {
        attempts.leave();
        losePower();
    }

    /** A session with a master, in the life of the present process. */
    SlaveSession newSession() {
        long now = machine.clock().nanos();
        Hello hello = new Hello(
                name, instance, Message.PROTOCOL_VERSION, true, clock.state(now).epoch());
        return new SlaveSession(hello, new Observed(), now);
    }

    /** What it tells the master instead of the truth, if it lies. */
    Reading told(Reading truth) {
        return lie.told(truth);
    }

    /** The connection broke. */
    void onClosed(Connection from) {
        attempts.onClosed(from);
    }

    /** Takes in what came over a connection. */
    void onMessage(Connection from, Message message) {
        attempts.onMessage(from, message);
    }

    /** Takes in a message that corrects the clock, and what the correction rests on. */
    void onCorrection(Connection from, Message message, BoundBasis itRestsOn) {
        arriving = itRestsOn;
        onMessage(from, message);
    }
}
