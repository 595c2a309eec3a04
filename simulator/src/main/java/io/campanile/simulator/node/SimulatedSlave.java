package io.campanile.simulator.node;

import io.campanile.clock.ClusterReading;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Answer;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Reply;
import io.campanile.core.session.BackoffLimits;
import io.campanile.core.session.MasterChoice;
import io.campanile.core.session.MasterChoice.Next;
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

    private static final long CHECK_NANOS = Units.SECOND_NANOS / 2;

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
    private MasterChoice<SimulatedMaster> choice;
    private long instance;
    private @Nullable SlaveSession session;
    private @Nullable Connection connection;
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
        this.choice = new MasterChoice<>(masters, BackoffLimits.DEFAULT, random);
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
        choice = new MasterChoice<>(masters, BackoffLimits.DEFAULT, random);
        instance = random.nextLong();
        promise = null;
        observer.reborn(this);
        machine.after(CHECK_NANOS, this::check);
        turnTo(choice.first());
    }

    /** Ends its process without a word; the machine closes its connection. */
    public void crash() {
        if (connection != null) {
            connection.breakFromSlave();
        }
        losePower();
    }

    /** Its machine stops; nobody is told. */
    public void losePower() {
        machine.kill();
        session = null;
        connection = null;
    }

    /** Says goodbye and ends its process. */
    public void leave() {
        if (session != null && connection != null) {
            connection.sendToMaster(session.end(GoodbyeReason.SHUTDOWN, ""));
        }
        losePower();
    }

    private void turnTo(Next<SimulatedMaster> next) {
        session = null;
        connection = null;
        machine.after(next.waitNanos(), () -> connect(next.master()));
    }

    private void connect(SimulatedMaster master) {
        if (!master.machine().isUp() || toMaster.isCut() || toSlave.isCut()) {
            turnTo(choice.unreachable());
            return;
        }
        long now = machine.clock().nanos();
        Hello hello = new Hello(
                name, instance, Message.PROTOCOL_VERSION, true, clock.state(now).epoch());
        session = new SlaveSession(hello, new Observed(), now);
        connection = new Connection(this, master, toMaster, toSlave);
        connection.sendToMaster(hello);
    }

    private void onEnding(SlaveSession ended) {
        SimulatedMaster leader =
                ended.ending().orElse(null) instanceof Redirect redirect ? network.apply(redirect) : null;
        turnTo(choice.ended(ended.welcome().isPresent(), leader));
    }

    private void check() {
        SlaveSession current = session;
        Connection over = connection;
        if (current != null && over != null) {
            current.expire(machine.clock().nanos()).ifPresent(goodbye -> {
                over.sendToMaster(goodbye);
                onEnding(current);
            });
        }
        machine.after(CHECK_NANOS, this::check);
    }

    /** The connection broke. */
    void onClosed(Connection from) {
        SlaveSession current = session;
        if (from == connection && current != null) {
            onEnding(current);
        }
    }

    /** Takes in what came over a connection; what came over an old one is for nobody. */
    void onMessage(Connection from, Message message) {
        SlaveSession current = session;
        if (from != connection || current == null) {
            return;
        }
        Reply reply = current.onMessage(message, machine.clock().nanos()).orElse(null);
        if (reply instanceof Answer answer) {
            from.sendToMaster(lie.told(answer.departing(machine.clock().nanos())));
        } else if (reply instanceof Goodbye goodbye) {
            from.sendToMaster(goodbye);
        }
        if (current.phase() == SlaveSession.Phase.CLOSED) {
            onEnding(current);
        }
    }

    /** Takes in a message that corrects the clock, and what the correction rests on. */
    void onCorrection(Connection from, Message message, BoundBasis itRestsOn) {
        arriving = itRestsOn;
        onMessage(from, message);
    }
}
