package io.campanile.simulator.node;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.CorrectedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision;
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

    private static final long CHECK_NANOS = Units.SECOND_NANOS / 2;

    private final String name;
    private final Machine machine;
    private final Map<SimulatedMaster, Wire> wires;
    private final Lie lie;
    private final RandomGenerator random;
    private final List<SimulatedMaster> masters;
    private final Function<Redirect, SimulatedMaster> network;
    private final Observer observer;

    private ServedClock served;
    private MasterChoice<SimulatedMaster> choice;
    private long instance;

    /** How often it has begun or ended: what was planned before is not for now. */
    private int life;

    private @Nullable SlaveSession session;
    private @Nullable Connection connection;
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
        this.choice = new MasterChoice<>(masters, BackoffLimits.DEFAULT, random);
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

    /** Starts its process: a clock that nobody has corrected yet, and a new identity. */
    public void start() {
        machine.start();
        begin(new ServedClock(machine), masters);
        observer.reborn(this);
    }

    /**
     * Begins within a process that runs.
     *
     * @param clock the process's
     * @param toldOf the masters to turn to
     */
    void begin(ServedClock clock, List<SimulatedMaster> toldOf) {
        life++;
        served = clock;
        choice = new MasterChoice<>(toldOf, BackoffLimits.DEFAULT, random);
        instance = random.nextLong();
        after(CHECK_NANOS, this::check);
        turnTo(choice.first());
    }

    /** Says goodbye; the process goes on. */
    void end() {
        sayGoodbye();
        forget();
    }

    private void forget() {
        life++;
        session = null;
        connection = null;
    }

    private void after(long nanos, Runnable work) {
        int planned = life;
        machine.after(nanos, () -> {
            if (life == planned) {
                work.run();
            }
        });
    }

    /** Ends its process without a word; the machine closes its connection. */
    public void crash() {
        hangUp();
        losePower();
    }

    /** Its connection closes without a word. */
    void hangUp() {
        if (connection != null) {
            connection.breakFromSlave();
        }
        forget();
    }

    /** Its machine stops; nobody is told. */
    public void losePower() {
        machine.kill();
        forget();
    }

    /** Says goodbye and ends its process. */
    public void leave() {
        sayGoodbye();
        losePower();
    }

    private void sayGoodbye() {
        if (session != null && connection != null) {
            connection.sendToMaster(session.end(GoodbyeReason.SHUTDOWN, ""));
        }
    }

    private void turnTo(Next<SimulatedMaster> next) {
        session = null;
        connection = null;
        after(next.waitNanos(), () -> connect(next.master()));
    }

    private void connect(SimulatedMaster master) {
        Wire wire = wireTo(master);
        if (!master.machine().isUp() || wire.isCut()) {
            turnTo(choice.unreachable());
            return;
        }
        long now = machine.clock().nanos();
        Hello hello = new Hello(
                name,
                instance,
                Message.PROTOCOL_VERSION,
                true,
                clock().state(now).epoch());
        session = new SlaveSession(hello, new Observed(), now);
        connection = new Connection(this, master, wire.toMaster(), wire.toSlave());
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
        after(CHECK_NANOS, this::check);
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
