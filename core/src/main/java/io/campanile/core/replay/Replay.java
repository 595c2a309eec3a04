package io.campanile.core.replay;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.replay.Event.Admitted;
import io.campanile.core.replay.Event.Begun;
import io.campanile.core.replay.Event.Closed;
import io.campanile.core.replay.Event.Concluded;
import io.campanile.core.replay.Event.Decided;
import io.campanile.core.replay.Event.Ended;
import io.campanile.core.replay.Event.Exchanged;
import io.campanile.core.replay.Event.Missing;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Has the code that decides decide again, from what a master was told then: sessions, filters, the coordinator and the corrections are
 * those of every master. The same events give the same decisions, to the last bit.
 *
 * <p>With other settings it tells what they would have done. When a slave was probed stays as it was; its clock then obeys what
 * it is told now, each correction before its next answer.
 *
 * <p>Not thread-safe; reads no clock.
 */
public final class Replay {

    private final Course same = new Course(UnaryOperator.identity());
    private final @Nullable Course other;
    private final Listener listener;
    private final Map<Long, Slave> slaves = new HashMap<>();

    private record Slave(String name, ObedientClock clock) {}

    /** Hears what comes out. */
    public interface Listener {

        /** A term begins. */
        default void begun(Begun event) {}

        /** Events are missing from here on: what follows may come out differently. */
        default void missing(Missing event) {}

        /** A slave was let in. */
        default void admitted(Admitted event) {}

        /** A slave has answered a probe. */
        default void exchanged(String slave, Exchanged event) {}

        /**
         * A round was decided.
         *
         * @param now what comes out now
         * @param otherwise what comes out with other settings; null without any
         */
        default void decided(Decided event, RoundResult now, @Nullable RoundResult otherwise) {}

        /**
         * A slave was told what a round means for it.
         *
         * @param now its correction as it comes out now; null if it is not corrected
         * @param otherwise the same with other settings
         */
        default void concluded(
                String slave, Concluded event, @Nullable Correction now, @Nullable Correction otherwise) {}

        /** A slave has gone. */
        default void ended(String slave) {}
    }

    /** A replay with the settings that were. */
    public Replay(Listener listener) {
        this.listener = listener;
        this.other = null;
    }

    /**
     * A replay with these settings beside it.
     *
     * @param settings makes them of those that a term began with
     */
    public Replay(Listener listener, UnaryOperator<Begun> settings) {
        this.listener = listener;
        this.other = new Course(settings);
    }

    /**
     * Takes in the next event.
     *
     * @throws IllegalArgumentException if it is none of a master, or none that one can have been told: one sentence
     */
    public void take(Event event) {
        if (event instanceof Begun begun) {
            begin(begun);
        } else if (event instanceof Admitted admitted) {
            admit(admitted);
        } else if (event instanceof Exchanged exchanged) {
            exchange(exchanged);
        } else if (event instanceof Closed closed) {
            close(closed);
        } else if (event instanceof Decided decided) {
            decide(decided);
        } else if (event instanceof Concluded concluded) {
            conclude(concluded);
        } else if (event instanceof Ended ended) {
            end(ended);
        } else if (event instanceof Missing missing) {
            listener.missing(missing);
        } else {
            throw new IllegalArgumentException("it has what a slave was told beside what a master was");
        }
    }

    private void begin(Begun event) {
        slaves.clear();
        same.begin(event);
        if (other != null) {
            other.begin(event);
        }
        listener.begun(event);
    }

    private void admit(Admitted event) {
        slaves.put(event.session(), new Slave(event.name(), new ObedientClock()));
        same.admit(event);
        if (other != null) {
            other.admit(event);
        }
        listener.admitted(event);
    }

    private void exchange(Exchanged event) {
        Slave slave = slaves.get(event.session());
        if (slave == null) {
            return;
        }
        same.exchange(event, event.clock());
        if (other != null) {
            ClockState instead = slave.clock().instead(event.clock());
            other.exchange(event, instead);
        }
        listener.exchanged(slave.name(), event);
    }

    private void close(Closed event) {
        same.close(event);
        if (other != null) {
            other.close(event);
        }
        Optional.ofNullable(slaves.get(event.session()))
                .ifPresent(slave -> slave.clock().closed());
    }

    private void decide(Decided event) {
        RoundResult otherwise = other == null ? null : other.decide(event).orElse(null);
        same.decide(event).ifPresent(now -> listener.decided(event, now, otherwise));
    }

    private void conclude(Concluded event) {
        Slave slave = slaves.get(event.session());
        if (slave == null) {
            return;
        }
        if (event.correction() != null) {
            slave.clock().wasTold(event.correction());
        }
        Optional<Correction> otherwise = other == null ? Optional.empty() : other.conclude(event);
        otherwise.ifPresent(slave.clock()::obey);
        listener.concluded(slave.name(), event, same.conclude(event).orElse(null), otherwise.orElse(null));
    }

    private void end(Ended event) {
        same.end(event);
        if (other != null) {
            other.end(event);
        }
        Optional.ofNullable(slaves.remove(event.session())).ifPresent(slave -> listener.ended(slave.name()));
    }
}
