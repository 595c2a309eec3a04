package io.campanile.simulator.node;

import io.campanile.core.Units;
import io.campanile.core.inquiry.Hearing;
import io.campanile.core.inquiry.Panel;
import io.campanile.core.inquiry.Precedent;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.message.Answer;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Reply;
import io.campanile.core.session.MasterChoice;
import io.campanile.core.session.MasterChoice.Attempt;
import io.campanile.core.session.SlaveSession;
import io.campanile.simulator.world.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The attempts of one slave's process at its masters, around the production {@link MasterChoice} and {@link SlaveSession}:
 * carries them out in virtual time, and decides nothing.
 */
final class Attempts {

    private static final long CHECK_NANOS = Units.SECOND_NANOS / 2;

    /** How long it waits until it says hello by a datagram again. */
    private static final long HELLO_AGAIN_NANOS = 2 * Units.SECOND_NANOS;

    private final SimulatedSlave slave;
    private final Machine machine;
    private final List<SimulatedMaster> listed;
    private final Precedent precedent = new Precedent();
    private final MasterChoice<SimulatedMaster> choice;
    private final Function<Redirect, SimulatedMaster> network;
    private final Map<Connection, Line> lines = new LinkedHashMap<>();
    private int wakeUps;
    private boolean over;

    /**
     * Those of a process that has just begun.
     *
     * @param listed the masters that it is told of
     * @param network finds the master at the address in a redirect
     */
    Attempts(
            SimulatedSlave slave,
            List<SimulatedMaster> listed,
            MasterChoice<SimulatedMaster> choice,
            Function<Redirect, SimulatedMaster> network) {
        this.slave = slave;
        this.machine = slave.machine();
        this.listed = listed;
        this.choice = choice;
        this.network = network;
    }

    /** One attempt at a master. */
    private record Line(Attempt<SimulatedMaster> attempt, SlaveSession session, Connection connection) {

        void leave() {
            connection.sendToMaster(session.end(GoodbyeReason.SHUTDOWN, ""));
        }
    }

    void start() {
        machine.after(CHECK_NANOS, this::check);
        carryOn();
    }

    /** The process ends without a word; the machine closes its connections. */
    void crash() {
        lines.keySet().forEach(Connection::breakFromSlave);
        losePower();
    }

    /** The machine stops; nobody is told. */
    void losePower() {
        over = true;
        lines.clear();
    }

    /** Says goodbye to everybody. */
    void leave() {
        lines.values().forEach(Line::leave);
        losePower();
    }

    /** Begins the attempts that are due, and comes back when the next one is. The choice's time is that of the timers. */
    private void carryOn() {
        choice.due(machine.trueNanos()).forEach(this::connect);
        long nextAt = choice.nextAtNanos();
        wakeUps++;
        if (nextAt != MasterChoice.NEVER) {
            int mine = wakeUps;
            machine.after(Math.max(0, nextAt - machine.trueNanos()), () -> {
                if (mine == wakeUps && !over) {
                    carryOn();
                }
            });
        }
    }

    private void connect(Attempt<SimulatedMaster> attempt) {
        SimulatedMaster master = attempt.master();
        Wire wire = slave.wireTo(master);
        if (!master.machine().isUp() || wire.isCut()) {
            choice.ended(attempt, machine.trueNanos());
            return;
        }
        Panel panel = new Panel(listed.size(), others(master).size(), Panel.LONGEST_PERIOD_NANOS);
        SlaveSession session = slave.newSession(attempt.seeksNewer(), new Scrutiny(panel, precedent));
        Connection connection = new Connection(slave, master, wire.toMaster(), wire.toSlave());
        lines.put(connection, new Line(attempt, session, connection));
        connection.sendToMaster(session.hello());
    }

    private List<SimulatedMaster> others(SimulatedMaster master) {
        return listed.stream().filter(other -> other != master).toList();
    }

    private void onWelcome(Line line, Welcome welcome) {
        slave.recorder()
                .welcomed(
                        welcome.session(),
                        welcome.name(),
                        welcome.epoch(),
                        machine.clock().nanos());
        offerDatagrams(line);
        List<Attempt<SimulatedMaster>> losers = choice.welcomed(line.attempt(), welcome.epoch(), machine.trueNanos());
        lines.values().stream().filter(each -> losers.contains(each.attempt())).forEach(Line::leave);
        lines.values().removeIf(each -> losers.contains(each.attempt()));
        carryOn();
    }

    /** Until datagrams get through. */
    private void offerDatagrams(Line line) {
        if (lines.containsValue(line) && line.connection().helloByDatagram()) {
            machine.after(HELLO_AGAIN_NANOS, () -> offerDatagrams(line));
        }
    }

    private void onEnding(Line line) {
        long now = machine.trueNanos();
        lines.remove(line.connection());
        Message ending = line.session().ending().orElse(null);
        line.session()
                .welcome()
                .ifPresent(welcome -> slave.recorder().parted(welcome.session(), String.valueOf(ending)));
        if (ending instanceof Redirect redirect) {
            choice.redirected(line.attempt(), network.apply(redirect), redirect.epoch(), now);
        } else if (ending instanceof Goodbye goodbye && goodbye.reason() == GoodbyeReason.SUPERSEDED) {
            choice.superseded(line.attempt(), now);
        } else if (line.session().isDistrusted()) {
            choice.distrusted(line.attempt(), now);
        } else if (line.session().isRefused()) {
            choice.refused(line.attempt(), now);
        } else {
            choice.ended(line.attempt(), now);
        }
        carryOn();
    }

    private void check() {
        if (over) {
            return;
        }
        long now = machine.clock().nanos();
        List.copyOf(lines.values()).forEach(line -> check(line, now));
        machine.after(CHECK_NANOS, this::check);
    }

    private void check(Line line, long now) {
        Goodbye goodbye = line.session().expire(now).orElse(null);
        if (goodbye != null) {
            line.connection().sendToMaster(goodbye);
            onEnding(line);
        } else if (now >= line.session().quietFromNanos()) {
            choice.quiet(line.attempt(), machine.trueNanos());
            carryOn();
        }
    }

    /** The connection broke. */
    void onClosed(Connection from) {
        Line line = lines.get(from);
        if (line != null) {
            onEnding(line);
        }
    }

    /** Takes in what came over a connection; what came over an old one is for nobody. */
    void onMessage(Connection from, Message message) {
        Line line = lines.get(from);
        if (line == null) {
            return;
        }
        Reply reply = line.session().onMessage(message, machine.clock().nanos()).orElse(null);
        if (reply instanceof Answer answer) {
            Reading truth = answer.departing(machine.clock().nanos());
            SlaveSession session = line.session();
            slave.recorder()
                    .answered(truth, session.standing(), session.rejection().orElse(null));
            from.sendToMaster(slave.told(truth));
        } else if (reply instanceof Goodbye goodbye) {
            from.sendToMaster(goodbye);
        }
        line.session().inquiry().ifPresent(hearing -> ask(line, hearing));
        if (line.session().phase() == SlaveSession.Phase.CLOSED) {
            onEnding(line);
        } else if (message instanceof Welcome welcome) {
            onWelcome(line, welcome);
        } else {
            choice.heard(line.attempt());
        }
    }

    private void ask(Line line, Hearing hearing) {
        new SimulatedInquiry(slave, hearing, () -> settle(line))
                .start(others(line.attempt().master()));
    }

    private void settle(Line line) {
        if (lines.containsValue(line)) {
            line.session().settle(machine.clock().nanos()).ifPresent(goodbye -> {
                line.connection().sendToMaster(goodbye);
                onEnding(line);
            });
        }
    }
}
