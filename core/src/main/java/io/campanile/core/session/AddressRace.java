package io.campanile.core.session;

import io.campanile.core.Units;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which address of a master's name is tried, and when: the rules of "Happy Eyeballs" (RFC 8305, section 5), so that an address at
 * which nobody answers costs a quarter of a second and no more. The next address is tried when the one before has failed, or {@link
 * #STAGGER_NANOS} after it was begun. Once one is connected, those that are not are given up, and wait as untried ones: for so long
 * as the master may take to let the slave in, {@link #HOLD_NANOS}, none is begun. Beyond the RFC, a connection may turn out to be of
 * no use: then the others go on.
 *
 * <p>Guarantee: each address fails once at the most, and the race is over when all have.
 *
 * <p>Not thread-safe; reads no clock. All times are nanoseconds of one clock that never goes back.
 *
 * @param <A> an address; equal ones are the same
 */
public final class AddressRace<A> {

    /** The "Connection Attempt Delay" that RFC 8305 recommends (section 8). */
    public static final long STAGGER_NANOS = Units.SECOND_NANOS / 4;

    /** For so long a master that has been reached keeps the other addresses from being tried. */
    public static final long HOLD_NANOS = Units.SECOND_NANOS;

    private final Deque<A> untried;
    private final Set<A> connecting = new LinkedHashSet<>();
    private final Set<A> connected = new LinkedHashSet<>();
    private long nextAtNanos = Long.MIN_VALUE;

    /**
     * A race that has not begun.
     *
     * @param addresses in the order in which they are to be tried
     */
    public AddressRace(Collection<A> addresses) {
        untried = new ArrayDeque<>(new LinkedHashSet<>(addresses));
    }

    /** The address to try now, which counts as under way from here on; empty if it is not time for another. */
    public Optional<A> next(long nowNanos) {
        if (untried.isEmpty() || nowNanos < nextAtNanos) {
            return Optional.empty();
        }
        A next = untried.remove();
        connecting.add(next);
        nextAtNanos = nowNanos + STAGGER_NANOS;
        return Optional.of(next);
    }

    /** When to ask for the next address, unless something happens before; {@link MasterChoice#NEVER} if there is none. */
    public long nextAtNanos() {
        return untried.isEmpty() ? MasterChoice.NEVER : nextAtNanos;
    }

    /**
     * Somebody has answered at this address.
     *
     * @return those to give up, which may be tried again
     */
    public List<A> connected(A address, long nowNanos) {
        if (!connecting.remove(address)) {
            return List.of();
        }
        connected.add(address);
        List<A> others = new ArrayList<>(connecting);
        connecting.clear();
        untried.addAll(others);
        nextAtNanos = nowNanos + HOLD_NANOS;
        return others;
    }

    /** This address came to nothing. */
    public void failed(A address, long nowNanos) {
        boolean underWay = connecting.contains(address) || connected.contains(address);
        connecting.remove(address);
        connected.remove(address);
        if (underWay && connected.isEmpty()) {
            nextAtNanos = nowNanos;
        }
    }

    /** Whether every address has failed. */
    public boolean isLost() {
        return untried.isEmpty() && connecting.isEmpty() && connected.isEmpty();
    }
}
