package io.campanile.master;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A leadership that changes when the test says so. At first nobody leads. */
final class ScriptedLeadership implements Leadership {

    private final AtomicLong epoch = new AtomicLong(System.currentTimeMillis());
    private final AtomicReference<CompletableFuture<Void>> remembered =
            new AtomicReference<>(CompletableFuture.completedFuture(null));
    private Consumer<State> listener = state -> {};

    @Override
    public void start(Consumer<State> told) {
        listener = told;
        vacate();
    }

    /** This master leads; returns the epoch. */
    long lead() {
        long next = epoch.incrementAndGet();
        listener.accept(new Leading(next, 0, 0, 0));
        return next;
    }

    /** This master leads, in a higher epoch than another one had; returns the epoch. */
    long lead(long other) {
        epoch.accumulateAndGet(other, Math::max);
        return lead();
    }

    /** The last epoch that this one has told. */
    long epoch() {
        return epoch.get();
    }

    /** From now on, what is to be remembered is when this completes. */
    void rememberingTakes(CompletableFuture<Void> until) {
        remembered.set(until);
    }

    /** Nobody leads. */
    void vacate() {
        listener.accept(new Vacant());
    }

    /** Another master leads. */
    void follow(int port) {
        listener.accept(new Following("127.0.0.1", port, epoch.incrementAndGet()));
    }

    @Override
    public CompletableFuture<Void> remember(int electors) {
        return Objects.requireNonNull(remembered.get());
    }

    @Override
    public void resign(Reason reason) {
        // Only the test says who leads.
    }

    @Override
    public void stop() {
        listener = state -> {};
    }
}
