package io.campanile.simulator.node;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.message.Caller;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.replay.SlaveRecorder;
import io.campanile.core.session.BackoffLimits;
import io.campanile.core.session.MasterChoice;
import io.campanile.core.session.SlaveSession;
import io.campanile.simulator.world.Machine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A slave's process around the production {@link SlaveSession}, {@link MasterChoice} and {@link DisciplinedClock}: connects,
 * and connects again. The clock outlives the connections, and ends with the process.
 *
 * <p>A master that stands by is one, too, within its own process and with its own clock.
 */
public final class SimulatedSlave implements Keeper {

    private final String name;
    private final Machine machine;
    private final Map<SimulatedMaster, Wire> wires;
    private final Lie lie;
    private final RandomGenerator random;
    private final List<SimulatedMaster> masters;
    private final Function<Redirect, SimulatedMaster> network;
    private final Observer observer;

    private SlaveRecorder recorder = SlaveRecorder.NONE;
    private ServedClock served;
    private Attempts attempts;
    private long instance;
    private @Nullable BoundBasis arriving;

    /**
     * A slave whose process does not run yet.
     *
     * @param wires its network, with one wire for each master that there is
     * @param masters those that it is told of
     * @param network finds the master at the address in a redirect
     */
    public SimulatedSlave(
            String name,
            Machine machine,
            Map<SimulatedMaster, Wire> wires,
            Lie lie,
            RandomGenerator random,
            List<SimulatedMaster> masters,
            Function<Redirect, SimulatedMaster> network,
            Observer observer) {
        this.name = name;
        this.machine = machine;
        this.wires = wires;
        this.lie = lie;
        this.random = random;
        this.masters = masters;
        this.network = network;
        this.observer = observer;
        this.served = new ServedClock(machine);
        this.attempts = attemptsAt(masters);
    }

    private Attempts attemptsAt(List<SimulatedMaster> toldOf) {
        return new Attempts(this, toldOf, new MasterChoice<>(toldOf, BackoffLimits.DEFAULT, false, random), network);
    }

    /** Tells the observer what was applied. */
    private final class Observed implements CorrectedClock {

        @Override
        public ClockState state(long localNanos) {
            return served.clock().state(localNanos);
        }

        @Override
        public Decision correct(Correction correction) {
            Decision decision = served.clock().correct(correction);
            if (decision instanceof Decision.Applied) {
                served.rests(arriving);
                observer.applied(SimulatedSlave.this, correction);
            }
            return decision;
        }

        @Override
        public void reject() {
            served.clock().reject();
        }

        @Override
        public void forgetEpochsAbove(long epoch) {
            served.clock().forgetEpochsAbove(epoch);
            observer.forgetsEpochsAbove(SimulatedSlave.this, epoch);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Machine machine() {
        return machine;
    }

    /** All its wires. */
    public Collection<Wire> wires() {
        return wires.values();
    }

    /** The one to this master. */
    public Wire wireTo(SimulatedMaster master) {
        return Objects.requireNonNull(wires.get(master), "no wire to this master");
    }

    @Override
    public DisciplinedClock clock() {
        return served.clock();
    }

    @Override
    public boolean isHonest() {
        return lie == Lie.NONE;
    }

    @Override
    @Nullable
    public Truth promised() {
        return isHonest() ? served.promised() : null;
    }

    @Override
    @Nullable
    public Truth rootsTime() {
        return isHonest() ? served.rootsTime() : null;
    }

    /** From the next start of its process on, what it is told and does is heard by this one. */
    public void record(SlaveRecorder by) {
        recorder = by;
    }

    /** Hears what it is told and does. */
    SlaveRecorder recorder() {
        return recorder;
    }

    /** Whether it is what a master is while another one leads. */
    boolean isStandby() {
        return masters.stream().anyMatch(master -> master.machine() == machine);
    }

    /** Whether it tells the truth, and its clock keeps this time, with a mapping of this version, as well as it was told. */
    boolean keeps(Truth time, long version) {
        return isHonest() && served.keeps(time, version);
    }

    /** Starts its process: a clock that nobody has corrected yet, and a new identity. */
    public void start() {
        machine.start();
        beginsAnew();
        begin(new ServedClock(machine, recorder), masters);
    }

    /**
     * Begins within a process that runs.
     *
     * @param clock the process's
     * @param toldOf the masters to turn to
     */
    void begin(ServedClock clock, List<SimulatedMaster> toldOf) {
        served = clock;
        attempts = attemptsAt(toldOf);
        attempts.start();
    }

    /** A process begins that is more than a slave: with a clock that has served nothing, and another identity. */
    void beginsAnew() {
        observer.reborn(this);
        takeIdentity();
    }

    /** A process begins, by whose identity a master knows it when it connects again. */
    void takeIdentity() {
        instance = random.nextLong();
    }

    /** Says goodbye; the process goes on. */
    void end() {
        attempts.leave();
    }

    /** Its connections close without a word. */
    void hangUp() {
        attempts.crash();
    }

    /** Ends its process without a word; the machine closes its connection. */
    public void crash() {
        attempts.crash();
        losePower();
    }

    /** Its machine stops; nobody is told. */
    public void losePower() {
        machine.kill();
        forget();
    }

    /** Its process is no more. */
    void forget() {
        attempts.losePower();
    }

    /** Says goodbye and ends its process. */
    public void leave() {
        attempts.leave();
        losePower();
    }

    /**
     * A session with a master, in the life of the present process.
     *
     * @param seeksNewer whether it has one with another master, which is quiet, or lost it just now
     * @param scrutiny which corrections are obeyed at once
     */
    SlaveSession newSession(boolean seeksNewer, Scrutiny scrutiny) {
        long now = machine.clock().nanos();
        long lastEpoch = clock().state(now).epoch();
        Hello hello =
                new Hello(name, instance, Message.PROTOCOL_VERSION, true, lastEpoch, true, Caller.SLAVE, seeksNewer);
        return new SlaveSession(hello, new Observed(), scrutiny, now);
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
