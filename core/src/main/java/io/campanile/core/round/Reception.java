package io.campanile.core.round;

import io.campanile.core.message.GoodbyeReason;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a master answers a slave that says hello: while a term is open, it is let in; while another master leads, it is sent on
 * to that one; while nobody does, it waits in the {@link WaitingRoom}.
 *
 * <p>Not thread-safe; reads no clock. All times are the master's local time.
 *
 * @param <S> a slave's session at the edge
 * @param <L> where a leader is
 */
public final class Reception<S, L> {

    private final WaitingRoom<S> waiting;
    private final ToLongFunction<L> epochs;
    private boolean open;
    private @Nullable L leader;

    /**
     * Where nobody waits yet.
     *
     * @param room how many may wait, up to {@value WaitingRoom#CAPACITY}
     * @param epochs tells a leader's epoch
     */
    public Reception(int room, ToLongFunction<L> epochs) {
        this.waiting = new WaitingRoom<>(room);
        this.epochs = epochs;
    }

    /** What a slave is to be told. */
    public sealed interface Answer<L> {

        /** That it is let into the open term, if the term's roster takes it. */
        record Enter<L>() implements Answer<L> {}

        /**
         * Where the leader is.
         *
         * @param leader the address
         */
        record SendOn<L>(L leader) implements Answer<L> {}

        /** Nothing yet: it waits, for somebody to lead or for somebody newer to. */
        record Stay<L>() implements Answer<L> {}

        /**
         * Goodbye.
         *
         * @param detail one sentence for a person: what is wrong and what to do
         */
        record TurnAway<L>(GoodbyeReason reason, String detail) implements Answer<L> {}
    }

    /**
     * Answers a slave that has said hello.
     *
     * @param newerThan the epoch of the leader that it knows and hears nothing of: where nobody newer leads, it waits
     *     too. 0 if every leader is of use to it
     */
    public Answer<L> ask(S slave, long newerThan, long nowNanos) {
        if (open) {
            return new Answer.Enter<>();
        }
        Optional<L> other = onward(newerThan);
        if (other.isPresent()) {
            return new Answer.SendOn<>(other.get());
        }
        if (waiting.enter(slave, nowNanos)) {
            return new Answer.Stay<>();
        }
        return new Answer.TurnAway<>(
                GoodbyeReason.FULL,
                "%s, and %s slaves wait here already: try another master, or again later"
                        .formatted(vacancy(), waiting.capacity()));
    }

    /**
     * Where another master leads that is of use to a slave; empty if none does. It can be said to whoever asks.
     *
     * @param newerThan as in {@link #ask}
     */
    public Optional<L> onward(long newerThan) {
        return Optional.ofNullable(leader).filter(other -> epochs.applyAsLong(other) > newerThan);
    }

    /** A slave that may be waiting has gone. */
    public void leave(S slave) {
        waiting.leave(slave);
    }

    /** Takes out those who have waited for long enough: they get {@link #overdue()}. */
    public List<S> overdue(long nowNanos) {
        return waiting.overdue(nowNanos);
    }

    /** What a slave is told that has waited for long enough. */
    public Answer<L> overdue() {
        return new Answer.TurnAway<>(GoodbyeReason.SHUTDOWN, vacancy() + ": try another master, or again later");
    }

    private String vacancy() {
        return leader == null
                ? "nobody leads the cluster at the moment"
                : "nobody newer leads the cluster at the moment than the master that has fallen silent";
    }

    /** A term is open from now on; returns who waited, in order of coming: they may {@link #ask} again. */
    public List<S> open() {
        open = true;
        leader = null;
        return waiting.empty();
    }

    /**
     * No term is open from now on.
     *
     * @param other where the master is that leads; null if nobody does
     * @return who waited and may {@link #ask} again, in order of coming
     */
    public List<S> close(@Nullable L other) {
        open = false;
        leader = other;
        return other == null ? List.of() : waiting.empty();
    }

    /** What a slave is told that was in a term which has been closed. */
    public Answer<L> dismissal() {
        return leader == null
                ? new Answer.TurnAway<>(
                        GoodbyeReason.SHUTDOWN, "this master no longer leads, and nobody else is known to: try again")
                : new Answer.SendOn<>(leader);
    }
}
