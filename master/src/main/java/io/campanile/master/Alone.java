package io.campanile.master;

import io.campanile.core.LocalClock;
import io.campanile.core.round.Epochs;
import java.util.function.Consumer;

/** A master that runs alone leads for as long as it runs. Its epoch is the time of its start, see {@link Epochs}. */
final class Alone implements Leadership {

    private final LocalClock clock;

    Alone(LocalClock clock) {
        this.clock = clock;
    }

    @Override
    public void start(Consumer<State> listener) {
        listener.accept(new Leading(Epochs.alone(clock.nanos()).current(), Epochs.LEEWAY_MILLIS, 0));
    }

    @Override
    public void remember(int electors) {
        // What a process alone knows ends with it.
    }

    @Override
    public void stop() {
        // Nobody is to take over.
    }
}
