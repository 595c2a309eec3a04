package io.campanile.master;

import io.campanile.core.message.Message.Redirect;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Says who leads the cluster, and in which epoch. A master runs rounds while it leads, sends slaves on while another one
 * does, and lets them wait while nobody does.
 */
public interface Leadership {

    /** Who leads, as far as this master knows. */
    sealed interface State {}

    /**
     * This master leads.
     *
     * @param epoch higher than that of every leadership before, 1 or more
     * @param leeway how far the epoch may rise when slaves have obeyed a higher one; 0 if an election has fixed it
     * @param electors how many clocks, the master's included, are remembered to have agreed on cluster time; 0 if nobody
     *     remembers that there ever was one
     * @param overlapNanos for how long a leader that was deposed may go on before it knows, be it an earlier one or this one;
     *     0 if nobody else can lead
     */
    record Leading(long epoch, long leeway, int electors, long overlapNanos) implements State {}

    /**
     * Another master leads.
     *
     * @param host where slaves reach it
     * @param port its port, 1 to 65535
     * @param epoch its epoch
     */
    record Following(String host, int port, long epoch) implements State {

        /** What a slave is told that has this session, or has chosen this nonce for one. */
        Redirect redirect(long session) {
            return new Redirect(session, host, port, epoch);
        }
    }

    /** Nobody leads now; somebody will. */
    record Vacant() implements State {}

    /**
     * Begins. Called once.
     *
     * @param listener is told who leads now, and from then on of every change, one after the other; any thread may call it,
     *     and it returns at once
     */
    void start(Consumer<State> listener);

    /**
     * Remembers, across terms and restarts, how many clocks agree on cluster time. Any thread may call it while this master
     * leads, and it returns at once.
     *
     * @param electors the master's included; 1 or more
     * @return completes when it is remembered, whatever becomes of this master. Fails after a few seconds at most when it
     *     cannot be, with one sentence that says why: the listener is told that this leadership is over if nothing was
     *     remembered before, and otherwise the number is tried again with the next one
     */
    CompletableFuture<Void> remember(int electors);

    /**
     * Has another master lead, where there is one that can. Any thread may call it, again and again while the reason lasts, and
     * it returns at once. Where there is none, or this master has resigned for the same reason a short while ago, nothing happens.
     */
    void resign(Reason reason);

    /** Why a master had better not lead. */
    enum Reason {
        /** Most slaves cannot be reached from here. */
        DESERTED,
        /** Its own clock runs as no clock can, so that it corrects nobody. */
        OUT_OF_STEP
    }

    /** Ends: whatever this master led, it leads no more, and hands it over where there is somebody to take it. */
    void stop();

    /** How the group of masters is in which this one was elected or may be; empty for a master that belongs to none. */
    default Optional<GroupStatus> group() {
        return Optional.empty();
    }
}
