package io.campanile.simulator;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.round.Epochs;
import io.campanile.core.round.RoundSchedule;
import io.campanile.core.session.Corrections;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.SessionConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A master's process around the production {@link MasterSession}, {@link RoundCoordinator}, {@link RoundSchedule}, {@link
 * Corrections} and {@link Epochs}: carries their messages, and runs the rounds as the real master does.
 */
final class SimulatedMaster {

    private static final long SWEEP_NANOS = Units.SECOND_NANOS / 2;

    private final Machine machine;
    private final RandomGenerator random;
    private final SessionConfig sessionLimits;
    private final EnsembleConfig ensembleLimits;
    private final Witness witness;

    // Of the process.
    private final Map<Connection, Member> members = new LinkedHashMap<>();
    private RoundCoordinator coordinator;
    private Epochs epochs;
    private DisciplinedClock clock;
    private RoundSchedule schedule;
    private long number;
    private List<Connection> toProbe = List.of();
    private int probed;
    private @Nullable RoundResult last;
    private Truth truth;

    /** A master whose process does not run yet. */
    SimulatedMaster(
            Machine machine,
            RandomGenerator random,
            SessionConfig sessionLimits,
            EnsembleConfig ensembleLimits,
            Witness witness) {
        this.machine = machine;
        this.random = random;
        this.sessionLimits = sessionLimits;
        this.ensembleLimits = ensembleLimits;
        this.witness = witness;
        this.coordinator = new RoundCoordinator(ensembleLimits);
        this.epochs = new Epochs(machine.clock().nanos());
        this.clock = new DisciplinedClock(machine.clock(), DisciplineLimits.DEFAULT);
        this.schedule = new RoundSchedule(machine.clock().nanos(), sessionLimits.roundNanos());
        this.truth = new Truth(machine.clock(), coordinator);
    }

    Machine machine() {
        return machine;
    }

    DisciplinedClock clock() {
        return clock;
    }

    /** The last round's decision; empty before the first. */
    Optional<RoundResult> lastRound() {
        return Optional.ofNullable(last);
    }

    /** From the master's local clock to cluster time, once it is decided. */
    Optional<Mapping> clusterTime() {
        return Optional.of(coordinator.clusterTime()).filter(m -> m.version() > 0);
    }

    /** What cluster time is, as the corrections of the present mean it. */
    Truth truth() {
        return truth;
    }

    /** Its clock is about to do, or to stop doing, what no healthy clock does. */
    void clockBreaks() {
        renewTruth(coordinator.clusterTime());
    }

    private void renewTruth(Mapping ended) {
        truth.end(ended);
        truth = new Truth(machine.clock(), coordinator);
    }

    /** Starts a process that knows nothing. */
    void start() {
        machine.start();
        long now = machine.clock().nanos();
        members.clear();
        Mapping ended = coordinator.clusterTime();
        coordinator = new RoundCoordinator(ensembleLimits);
        renewTruth(ended);
        epochs = new Epochs(now);
        clock = new DisciplinedClock(machine.clock(), DisciplineLimits.DEFAULT);
        schedule = new RoundSchedule(now, sessionLimits.roundNanos());
        number = 0;
        last = null;
        witness.masterReborn();
        open();
        machine.after(SWEEP_NANOS, this::sweep);
    }

    /** Ends the process without a word; the machine closes its connections. */
    void crash() {
        members.keySet().forEach(Connection::breakFromMaster);
        losePower();
    }

    /** Its machine stops; nobody is told. */
    void losePower() {
        machine.kill();
        members.clear();
    }

    /** Says goodbye to everybody and ends its process. */
    void leave() {
        members.forEach(
                (connection, member) -> connection.sendToSlave(member.session().end(GoodbyeReason.SHUTDOWN, "")));
        losePower();
    }

    private void open() {
        number++;
        toProbe = List.copyOf(members.keySet());
        probed = 0;
        probeDue(number);
        at(schedule.deadlineNanos(), this::close);
    }

    private void probeDue(long round) {
        if (round != number) {
            return;
        }
        int count = toProbe.size();
        while (probed < count
                && schedule.burstAt(probed, count) <= machine.clock().nanos()) {
            startBurst(toProbe.get(probed++));
        }
        if (probed < count) {
            at(schedule.burstAt(probed, count), () -> probeDue(round));
        }
    }

    private int burst() {
        return sessionLimits.burst().probes(members.size(), sessionLimits.roundNanos(), 1);
    }

    private void startBurst(Connection connection) {
        Member member = members.get(connection);
        if (member != null) {
            member.session().startBurst(number, burst()).ifPresent(probe -> send(connection, member, probe));
        }
    }

    private void close() {
        long now = machine.clock().nanos();
        if (schedule.isOver(now)) {
            next();
            return;
        }
        List<Measured> measured =
                members.values().stream().map(m -> m.closeRound(now)).toList();
        Mapping before = coordinator.clusterTime();
        RoundResult result = coordinator.close(
                number,
                epochs.current(),
                now,
                measured.stream().map(Measured::report).toList());
        last = result;
        boolean decided = isDecided(before, result.clusterTime(), now);
        if (decided) {
            renewTruth(before);
        }
        witness.closed(machine.clock(), decided, before, result, measured);
        conclude(result);
        next();
    }

    private static boolean isDecided(Mapping before, Mapping after, long now) {
        return after.version() > 0 && (before.version() == 0 || Math.abs(after.at(now) - before.at(now)) > 1);
    }

    private void conclude(RoundResult result) {
        boolean prompt = sessionLimits.isPrompt(members.size());
        members.forEach((connection, member) -> member.conclude(result, prompt, truth, machine.clock())
                .ifPresent(correction -> connection.sendToSlave(correction, member.promise())));
        if (result.corrects()) {
            long now = machine.clock().nanos();
            clock.correct(Corrections.ofMaster(result, clock.state(now).mapping(), now));
        }
    }

    private void next() {
        schedule = schedule.next(machine.clock().nanos());
        at(schedule.startNanos(), this::open);
    }

    private void at(long localNanos, Runnable work) {
        machine.after(Math.max(0, localNanos - machine.clock().nanos()), work);
    }

    private void sweep() {
        long now = machine.clock().nanos();
        for (var entry : List.copyOf(members.entrySet())) {
            Member member = entry.getValue();
            member.session().expire(now).ifPresent(goodbye -> send(entry.getKey(), member, goodbye));
        }
        machine.after(SWEEP_NANOS, this::sweep);
    }

    /** Takes in what came over a connection. */
    void onMessage(Connection from, Message message) {
        Member member = members.get(from);
        if (member == null) {
            if (message instanceof Hello hello) {
                onHello(from, hello);
            }
            return;
        }
        member.onMessage(message, machine.clock().nanos()).ifPresent(answer -> send(from, member, answer));
        if (message instanceof Goodbye) {
            members.remove(from);
        }
    }

    private void onHello(Connection from, Hello hello) {
        long now = machine.clock().nanos();
        MasterSession session = new MasterSession(sessionLimits, now);
        Optional<Goodbye> refusal = session.refusal(hello);
        if (refusal.isPresent() || !epochs.admit(hello.lastEpoch())) {
            from.sendToSlave(refusal.orElseGet(() -> session.end(GoodbyeReason.STALE_MASTER, "")));
            return;
        }
        supersede(hello);
        Member member = new Member(session, from.slave(), hello);
        members.put(from, member);
        long id = random.nextLong() | 1;
        send(from, member, session.admit(hello, id, uniqueName(hello.name()), epochs.current(), now));
        startBurst(from);
    }

    private void supersede(Hello hello) {
        for (var entry : List.copyOf(members.entrySet())) {
            Member earlier = entry.getValue();
            if (earlier.is(hello)) {
                send(entry.getKey(), earlier, earlier.session().end(GoodbyeReason.SUPERSEDED, ""));
            }
        }
    }

    private String uniqueName(String name) {
        long others =
                members.values().stream().filter(m -> m.name().equals(name)).count() - 1;
        return others == 0 ? name : name + "-" + (others + 1);
    }

    private void send(Connection connection, Member member, Message message) {
        if (message instanceof Probe probe && probe.correction() != null) {
            connection.sendToSlave(probe, member.promise());
        } else {
            connection.sendToSlave(message);
        }
        if (message instanceof Probe) {
            member.probed(machine.clock().nanos(), machine.trueNanos());
        } else if (message instanceof Goodbye) {
            members.remove(connection);
        }
    }

    /** The connection broke. */
    void onClosed(Connection from) {
        members.remove(from);
    }
}
