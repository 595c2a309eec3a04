package io.campanile.simulator.node;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.Message;
import io.campanile.core.round.ClusterConfig;
import io.campanile.core.round.Epochs;
import io.campanile.core.session.MasterSession;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The terms of one master: one whenever it leads, of which at most one is open. They decide what cluster time is. */
final class Terms {

    private final SimulatedMaster master;
    private final RandomGenerator random;
    private final ClusterConfig config;
    private final Observer observer;
    private final Timelines timelines;
    private @Nullable SimulatedTerm open;
    private long count;

    /**
     * None yet.
     *
     * @param master whose they are
     * @param history how its cluster's time goes on
     */
    Terms(SimulatedMaster master, RandomGenerator random, ClusterConfig config, History history, Observer observer) {
        this.master = master;
        this.random = random;
        this.config = config;
        this.observer = observer;
        this.timelines = new Timelines(master.machine().clock(), config.coordinator(Legacy.NONE), history);
    }

    /** What cluster time is, as they decide it. */
    Timelines timelines() {
        return timelines;
    }

    /** The one that is open, be it that another master has ended it without the knowledge of this one. */
    Optional<SimulatedTerm> current() {
        return Optional.ofNullable(open);
    }

    /** How many have begun. */
    long count() {
        return count;
    }

    /** The last decision of the last one of this process; empty before the first. */
    Optional<RoundResult> lastRound() {
        return current().map(SimulatedTerm::lastRound);
    }

    /** From the master's local clock to cluster time, once it is decided. */
    Optional<Mapping> clusterTime() {
        return current().map(term -> term.coordinator().clusterTime()).filter(m -> m.version() > 0);
    }

    /** Begins one, which is yet to {@linkplain SimulatedTerm#open open} its first round. */
    SimulatedTerm begin(ServedClock clock, Epochs epochs, Legacy legacy, SimulatedTerm.Memory memory) {
        count++;
        SimulatedTerm begun =
                new SimulatedTerm(master, clock, random, config, timelines, observer, epochs, legacy, memory);
        open = begun;
        timelines.begin(begun.coordinator(), legacy);
        return begun;
    }

    /** Ends the one that is open, and says these last words to everybody. */
    void close(Function<MasterSession, Message> lastWord) {
        SimulatedTerm closing = open;
        open = null;
        if (closing != null) {
            closing.close(lastWord);
        }
    }

    /** None is open in a process that begins. */
    void forget() {
        open = null;
    }
}
