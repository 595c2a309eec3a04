package io.campanile.admin.master;

import io.campanile.master.GroupStatus;
import io.campanile.master.Leadership;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A leadership that is as the test tells it. At first nobody leads. */
final class ToldLeadership implements Leadership {

    private volatile GroupStatus group;
    private Consumer<State> listener = state -> {};

    ToldLeadership(GroupStatus group) {
        this.group = group;
    }

    @Override
    public void start(Consumer<State> told) {
        listener = told;
        told.accept(new Vacant());
    }

    /** The group looks like this. */
    void tell(GroupStatus now) {
        group = now;
    }

    /** It looks like this, and so this master does that. */
    void tell(GroupStatus now, State state) {
        group = now;
        listener.accept(state);
    }

    @Override
    public CompletableFuture<Void> remember(int electors) {
        // Nothing of this outlives a test.
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void resign(Reason reason) {
        // Only the test says who leads.
    }

    @Override
    public void stop() {
        listener = state -> {};
    }

    @Override
    public Optional<GroupStatus> group() {
        return Optional.of(group);
    }
}
