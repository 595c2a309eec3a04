package io.campanile.simulator;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.ReferenceReading;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.round.ClusterConfig;
import io.campanile.core.round.Epochs;
import io.campanile.core.round.ProbeQueue;
import io.campanile.core.round.Roster;
import io.campanile.core.round.Roster.Admission;
import io.campanile.core.round.Roster.Admitted;
import io.campanile.core.round.Roster.TurnedAway;
import io.campanile.core.round.Round;
import io.campanile.core.round.Rounds;
import io.campanile.core.round.Rounds.Step;
import io.campanile.core.round.Rounds.Step.Open;
import io.campanile.core.round.Rounds.Step.Report;
import io.campanile.core.round.Rounds.Step.Wait;
import io.campanile.core.session.MasterSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A master's process around the production {@link Rounds}, {@link Roster}, {@link ProbeQueue} and {@link MasterSession}:
 * carries their messages in virtual time, and decides nothing.
 */
final class SimulatedMaster {

    /** More than any scenario has. */
    private static final int MAX_SLAVES = 100_000;

    private final Machine machine;
    private final RandomGenerator random;
    private final ClusterConfig config;
    private final Witness witness;

    // What lives as long as the process.
    private final Map<Connection, Member> members = new LinkedHashMap<>();
    private RoundCoordinator coordinator;
    private Rounds rounds;
    private Roster<Member> roster;
    private ProbeQueue<Member> probes;
    private DisciplinedClock clock;
    private @Nullable RoundResult last;
    private final Timelines timelines;
    private @Nullable Promise promise;

    /** A master whose process does not run yet. */
    SimulatedMaster(Machine machine, RandomGenerator random, ClusterConfig config, Witness witness) {
        this.machine = machine;
        this.random = random;
        this.config = config;
        this.witness = witness;
        this.coordinator = config.coordinator();
        this.rounds = newRounds();
        this.roster = newRoster();
        this.probes = new ProbeQueue<>(rounds.current(), random);
        this.clock = new DisciplinedClock(machine.clock(), DisciplineLimits.DEFAULT);
        this.timelines = new Timelines(machine.clock(), coordinator);
    }

    private Rounds newRounds() {
        return new Rounds(config, coordinator, 1, now());
    }

    private Roster<Member> newRoster() {
        return new Roster<>(MAX_SLAVES, Epochs.alone(now()), random);
    }

    private long now() {
        return machine.clock().nanos();
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
        return timelines.current();
    }

    /** How cluster time went on. */
    Continuity continuity() {
        return timelines.continuity();
    }

    /** The cluster time that its own clock promises to be near; null while it promises nothing that could be asked of it. */
    @Nullable
    Truth promised() {
        return promise != null && promise.binds(machine.clock()) ? promise.truth() : null;
    }

    /** Its clock is about to do, or to stop doing, what no healthy clock does. */
    void clockBreaks() {
        timelines.clockBreaks(machine.trueNanos());
    }

    /** Starts a process that knows nothing. */
    void start() {
        machine.start();
        members.clear();
        coordinator = config.coordinator();
        timelines.begin(coordinator);
        promise = null;
        rounds = newRounds();
        roster = newRoster();
        probes = new ProbeQueue<>(rounds.current(), random);
        clock = new DisciplinedClock(machine.clock(), DisciplineLimits.DEFAULT);
        last = null;
        witness.masterReborn();
        step();
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
        leave(session -> session.end(GoodbyeReason.SHUTDOWN, ""));
    }

    /** Says these last words to everybody and ends its process. */
    void leave(Function<MasterSession, Message> lastWord) {
        members.forEach((connection, member) -> connection.sendToSlave(lastWord.apply(member.session())));
        losePower();
    }

    private void step() {
        Step step = rounds.step(now(), roster.size());
        while (!(step instanceof Wait wait)) {
            carryOut(step);
            step = rounds.step(now(), roster.size());
        }
        at(wait.untilNanos(), this::step);
    }

    /** Each round is concluded in the same moment in which it is closed: nothing is ever awaited. */
    private void carryOut(Step step) {
        if (step instanceof Open open) {
            probes.open(open.round());
            probeDue(open.round());
        } else if (step instanceof Report) {
            close();
        }
    }

    private void probeDue(Round round) {
        if (round.number() != probes.round().number()) {
            return;
        }
        probes.due(now()).forEach(member -> probe(member, round));
        long next = probes.nextAtNanos(now());
        if (next != ProbeQueue.NEVER) {
            at(next, () -> probeDue(round));
        }
    }

    private void probe(Member member, Round round) {
        member.session().expire(now()).ifPresent(goodbye -> send(member, goodbye));
        member.session().startBurst(round.number(), round.probes()).ifPresent(probe -> send(member, probe));
    }

    private void close() {
        long now = now();
        Round round = rounds.current();
        List<Measured> measured =
                members.values().stream().map(m -> m.closeRound(now)).toList();
        Mapping before = coordinator.clusterTime();
        RoundResult result = rounds.close(
                roster.epoch(), now, measured.stream().map(Measured::report).toList(), ReferenceReading.EXACT);
        last = result;
        timelines.closed(before, result, measured, witness.slaves());
        witness.closed(machine.clock(), timelines, before, result, measured);
        members.forEach((connection, member) -> member.conclude(result, round.immediate(), timelines)
                .ifPresent(correction -> connection.sendToSlave(correction, member.promise())));
        rounds.conclude(clock.state(now).mapping(), now).ifPresent(correction -> {
            clock.correct(correction);
            promise = timelines.ownPromise(machine.trueNanos());
        });
    }

    private void at(long localNanos, Runnable work) {
        machine.after(Math.max(0, localNanos - now()), work);
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
        member.onMessage(message, now(), machine.trueNanos()).ifPresent(answer -> send(member, answer));
        if (message instanceof Goodbye) {
            forget(member);
        }
    }

    private void onHello(Connection from, Hello hello) {
        MasterSession session = new MasterSession(config.session(), now());
        Optional<Goodbye> refusal = session.refusal(hello);
        if (refusal.isPresent()) {
            from.sendToSlave(refusal.get());
            return;
        }
        Member member = new Member(session, from);
        Admission<Member> admission = roster.admit(hello, member);
        if (admission instanceof TurnedAway<Member> no) {
            from.sendToSlave(session.end(no.reason(), no.detail()));
        } else if (admission instanceof Admitted<Member> yes) {
            yes.superseded()
                    .ifPresent(earlier -> send(earlier, earlier.session().end(GoodbyeReason.SUPERSEDED, "")));
            members.put(from, member);
            probes.join(member);
            send(member, session.admit(hello, yes.session(), yes.uniqueName(), yes.epoch(), now()));
            probe(member, probes.round());
        }
    }

    private void send(Member member, Message message) {
        if (message instanceof Probe probe && probe.correction() != null) {
            member.connection().sendToSlave(probe, member.promise());
        } else {
            member.connection().sendToSlave(message);
        }
        if (message instanceof Probe) {
            member.probed(now(), machine.trueNanos());
        } else if (message instanceof Goodbye) {
            forget(member);
        }
    }

    private void forget(Member member) {
        members.remove(member.connection());
        probes.leave(member);
        roster.leave(member.session().name(), member);
    }

    /** The connection broke. */
    void onClosed(Connection from) {
        Optional.ofNullable(members.get(from)).ifPresent(this::forget);
    }
}
