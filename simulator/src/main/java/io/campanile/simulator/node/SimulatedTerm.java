package io.campanile.simulator.node;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.OwnClock;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.replay.Recorder;
import io.campanile.core.round.ClusterConfig;
import io.campanile.core.round.Epochs;
import io.campanile.core.round.Recollection;
import io.campanile.core.round.Round;
import io.campanile.core.round.Rounds;
import io.campanile.core.round.Rounds.Step;
import io.campanile.core.round.Rounds.Step.AwaitConclusion;
import io.campanile.core.round.Rounds.Step.Open;
import io.campanile.core.round.Rounds.Step.Report;
import io.campanile.core.round.Rounds.Step.Wait;
import io.campanile.core.session.MasterSession;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One leadership of a master around the production {@link Rounds}: carries them out in virtual time, and decides nothing. {@link
 * Members} carries the messages.
 */
final class SimulatedTerm {

    private final SimulatedMaster master;
    private final ServedClock clock;
    private final Timelines timelines;
    private final Observer observer;
    private final Legacy legacy;
    private final RoundCoordinator coordinator;
    private final Rounds rounds;
    private final Members members;
    private final Memory memory;
    private final Recollection recollection;
    private @Nullable RoundResult last;
    private boolean awaitsConclusion;

    /** Of several that are set, the last one counts. */
    private long timer;

    private boolean closed;

    /** Remembers across terms how many clocks agree. */
    @FunctionalInterface
    interface Memory {

        /** One that forgets: a master without a data directory. */
        Memory NONE = (electors, remembered) -> remembered.run();

        /**
         * Remembers this number.
         *
         * @param remembered is told when it is, which may be never
         */
        void remember(int electors, Runnable remembered);
    }

    /**
     * A term that is not open yet.
     *
     * @param master whose it is
     * @param clock the node's
     * @param memory remembers another number
     */
    SimulatedTerm(
            SimulatedMaster master,
            ServedClock clock,
            RandomGenerator random,
            ClusterConfig config,
            Timelines timelines,
            Observer observer,
            Epochs epochs,
            Legacy legacy,
            Memory memory) {
        this.master = master;
        this.clock = clock;
        this.timelines = timelines;
        this.observer = observer;
        this.legacy = legacy;
        Recorder recorder = observer.recorder(master);
        this.coordinator = config.coordinator(legacy, recorder);
        this.rounds = new Rounds(config, coordinator, 1, now());
        this.members = new Members(master, random, config, epochs, rounds.current(), recorder, this::answered);
        this.memory = memory;
        this.recollection = new Recollection(legacy.electors());
    }

    private long now() {
        return master.machine().clock().nanos();
    }

    RoundCoordinator coordinator() {
        return coordinator;
    }

    Members members() {
        return members;
    }

    /** The last round's decision; null before the first. */
    @Nullable
    RoundResult lastRound() {
        return last;
    }

    /** Opens the first round. */
    void open() {
        step();
    }

    /** Ends the rounds and says these last words to every slave. */
    void close(Function<MasterSession, Message> lastWord) {
        closed = true;
        members.all().forEach(member -> member.connection().sendToSlave(lastWord.apply(member.session())));
    }

    /** Ends with its process; the machine closes the connections. */
    void crash() {
        closed = true;
        members.all().forEach(member -> member.connection().breakFromMaster());
    }

    private void step() {
        if (closed) {
            return;
        }
        Step step = rounds.step(now(), members.size());
        while (!(step instanceof Wait || step instanceof AwaitConclusion)) {
            carryOut(step);
            step = rounds.step(now(), members.size());
        }
        if (step instanceof Wait wait) {
            long set = ++timer;
            master.machine().after(Math.max(0, wait.untilNanos() - now()), () -> {
                if (set == timer) {
                    step();
                }
            });
        } else {
            awaitsConclusion = true;
        }
    }

    private void answered(long round) {
        if (!closed && rounds.answered(round, members.size())) {
            step();
        }
    }

    /** Each round is concluded in the same moment in which it is closed, but for the one that has to be remembered first. */
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
        OwnClock own = OwnClock.of(master.machine().clock(), now);
        List<Measured> measured = members.all().stream()
                .map(m -> m.closeRound(now, own.disruptions()))
                .toList();
        Mapping before = coordinator.clusterTime();
        boolean mayHaveOwn = coordinator.takesOver(now);
        RoundResult result = rounds.close(
                members.epoch(), now, measured.stream().map(Measured::report).toList(), master.outside(now), own);
        last = result;
        ClosedRound closedRound = mayHaveOwn
                ? new ClosedRound(before, result, measured, legacy.clock(), clock.promised())
                : new ClosedRound(before, result, measured, null, null);
        master.parent().ifPresent(parent -> timelines.root().isAbove(parent.rootsTime()));
        timelines.closed(closedRound, observer.keepers());
        observer.closed(master, timelines, closedRound);
        Recollection.Entry entry = recollection.note(rounds.electors());
        if (entry.first()) {
            memory.remember(entry.electors().getAsInt(), () -> correctLate(round, result));
        } else {
            entry.electors().ifPresent(electors -> memory.remember(electors, () -> {}));
            correct(round, result);
        }
    }

    private void correctLate(Round round, RoundResult result) {
        if (closed) {
            return;
        }
        correct(round, result);
        if (awaitsConclusion) {
            awaitsConclusion = false;
            step();
        }
    }

    private void correct(Round round, RoundResult result) {
        long now = now();
        for (Member member : members.all()) {
            member.conclude(result, round.immediate(), timelines)
                    .ifPresent(correction -> members.correct(member, correction));
        }
        rounds.conclude(
                        clock.clock().state(now).mapping(),
                        now,
                        OwnClock.of(master.machine().clock(), now))
                .ifPresent(correction -> {
                    clock.clock().correct(correction);
                    clock.rests(timelines.ownPromise(master.machine().trueNanos()));
                    observer.applied(master, correction);
                });
        if (rounds.isDeserted() || rounds.isOutOfStep()) {
            master.resign();
        }
    }

    /** What an orderly end of the process tells a slave. */
    static Message shutDown(MasterSession session) {
        return session.end(GoodbyeReason.SHUTDOWN, "");
    }
}
