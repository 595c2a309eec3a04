package io.campanile.simulator.node;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.Mapping;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.ReferenceReading;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.round.ClusterConfig;
import io.campanile.core.round.Round;
import io.campanile.core.round.Rounds;
import io.campanile.core.round.Rounds.Step;
import io.campanile.core.round.Rounds.Step.Open;
import io.campanile.core.round.Rounds.Step.Report;
import io.campanile.core.round.Rounds.Step.Wait;
import io.campanile.core.session.MasterSession;
import io.campanile.simulator.world.Machine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A master's process around the production {@link Rounds}: carries them out in virtual time, and decides nothing. {@link Members}
 * carries the messages.
 */
public final class SimulatedMaster {

    private final Machine machine;
    private final RandomGenerator random;
    private final ClusterConfig config;
    private final Observer observer;

    // What lives as long as the process.
    private RoundCoordinator coordinator;
    private Rounds rounds;
    private Members members;
    private DisciplinedClock clock;
    private @Nullable RoundResult last;
    private final Timelines timelines;
    private @Nullable BoundBasis promise;

    /** A master whose process does not run yet. */
    public SimulatedMaster(Machine machine, RandomGenerator random, ClusterConfig config, Observer observer) {
        this.machine = machine;
        this.random = random;
        this.config = config;
        this.observer = observer;
        this.coordinator = config.coordinator(Legacy.NONE);
        this.rounds = newRounds();
        this.members = newMembers();
        this.clock = new DisciplinedClock(machine.clock(), DisciplineLimits.DEFAULT);
        this.timelines = new Timelines(machine.clock(), coordinator);
    }

    private Rounds newRounds() {
        return new Rounds(config, coordinator, 1, now());
    }

    private Members newMembers() {
        return new Members(machine, random, config, rounds.current());
    }

    private long now() {
        return machine.clock().nanos();
    }

    public Machine machine() {
        return machine;
    }

    public DisciplinedClock clock() {
        return clock;
    }

    /** The last round's decision; empty before the first. */
    public Optional<RoundResult> lastRound() {
        return Optional.ofNullable(last);
    }

    /** From the master's local clock to cluster time, once it is decided. */
    public Optional<Mapping> clusterTime() {
        return Optional.of(coordinator.clusterTime()).filter(m -> m.version() > 0);
    }

    /** What cluster time is, as the corrections of the present mean it. */
    public Truth truth() {
        return timelines.current();
    }

    /** How cluster time went on. */
    public Continuity continuity() {
        return timelines.continuity();
    }

    /** The cluster time that its own clock promises to be near; null while it promises nothing that could be asked of it. */
    @Nullable
    public Truth promised() {
        return promise != null && promise.binds(machine.clock()) ? promise.truth() : null;
    }

    /** Its clock is about to do, or to stop doing, what no healthy clock does. */
    public void clockBreaks() {
        timelines.clockBreaks(machine.trueNanos());
    }

    /** Starts a process that knows nothing. */
    public void start() {
        machine.start();
        coordinator = config.coordinator(Legacy.NONE);
        timelines.begin(coordinator);
        promise = null;
        rounds = newRounds();
        members = newMembers();
        clock = new DisciplinedClock(machine.clock(), DisciplineLimits.DEFAULT);
        last = null;
        observer.masterReborn();
        step();
    }

    /** Ends the process without a word; the machine closes its connections. */
    public void crash() {
        members.all().forEach(member -> member.connection().breakFromMaster());
        losePower();
    }

    /** Its machine stops; nobody is told. */
    public void losePower() {
        machine.kill();
        members = newMembers();
    }

    /** Says goodbye to everybody and ends its process. */
    public void leave() {
        leave(session -> session.end(GoodbyeReason.SHUTDOWN, ""));
    }

    /** Says these last words to everybody and ends its process. */
    void leave(Function<MasterSession, Message> lastWord) {
        members.all().forEach(member -> member.connection().sendToSlave(lastWord.apply(member.session())));
        losePower();
    }

    private void step() {
        Step step = rounds.step(now(), members.size());
        while (!(step instanceof Wait wait)) {
            carryOut(step);
            step = rounds.step(now(), members.size());
        }
        at(wait.untilNanos(), this::step);
    }

    /** Each round is concluded in the same moment in which it is closed: nothing is ever awaited. */
    private void carryOut(Step step) {
        if (step instanceof Open open) {
            members.open(open.round());
        } else if (step instanceof Report) {
            close();
        }
    }

    private void close() {
        long now = now();
        Round round = rounds.current();
        List<Measured> measured =
                members.all().stream().map(m -> m.closeRound(now)).toList();
        Mapping before = coordinator.clusterTime();
        RoundResult result = rounds.close(
                members.epoch(), now, measured.stream().map(Measured::report).toList(), ReferenceReading.EXACT);
        last = result;
        timelines.closed(before, result, measured, observer.slaves());
        observer.closed(machine.clock(), timelines, before, result, measured);
        for (Member member : members.all()) {
            member.conclude(result, round.immediate(), timelines)
                    .ifPresent(correction -> member.connection().sendToSlave(correction, member.promise()));
        }
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
        members.onMessage(from, message);
    }

    /** The connection broke. */
    void onClosed(Connection from) {
        members.onClosed(from);
    }
}
