package io.campanile.core.session;

import io.campanile.core.Exchange;
import io.campanile.core.message.Departure;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Stamps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last exchange of a slave whose kernel stamps its readings as they leave, until the next reading tells that stamp. If it does
 * not, the exchange counts as it was: the stamp that the program took is good, too, only less so.
 *
 * <p>Not thread-safe: its {@link ObservedClock} owns it.
 */
final class LateStamps {

    private @Nullable Exchange kept;
    private long keptSequence;
    private boolean keptByKernel;
    private Stamps keptStamps = Stamps.USER;
    private Stamps last = Stamps.USER;

    /**
     * Takes in an exchange.
     *
     * @param reading the slave's part of it
     * @param probeByKernel whether the kernel has stamped the probe as it left
     * @return the exchanges that are complete now, oldest first: this one, the one before it, both or none
     */
    List<Exchange> add(Exchange exchange, Reading reading, boolean probeByKernel) {
        List<Exchange> complete = new ArrayList<>(2);
        Exchange before = kept;
        if (before != null) {
            Exchange stamped = stamped(before, reading.before());
            last = keptByKernel && stamped != null ? keptStamps : Stamps.USER;
            complete.add(stamped == null ? before : stamped);
        }
        if (reading.stamps().areTold()) {
            kept = exchange;
            keptStamps = reading.stamps();
            keptSequence = reading.sequence();
            keptByKernel = probeByKernel;
        } else {
            kept = null;
            last = Stamps.USER;
            complete.add(exchange);
        }
        return complete;
    }

    /** The exchange with the kernel's stamp; null if the slave has not told it, or one that cannot be. */
    private @Nullable Exchange stamped(Exchange before, @Nullable Departure departure) {
        if (departure == null || departure.sequence() != keptSequence || departure.t3() < before.t3()) {
            return null;
        }
        Exchange stamped = new Exchange(before.t1(), before.t2(), departure.t3(), before.t4());
        return stamped.isPossible() ? stamped : null;
    }

    /** Forgets the exchange that it keeps. */
    void forget() {
        kept = null;
    }

    /** Who took the slave's stamps of the last complete exchange, if the kernel took the master's; else programs did. */
    Stamps last() {
        return last;
    }
}
