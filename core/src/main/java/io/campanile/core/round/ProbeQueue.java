package io.campanile.core.round;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Whose turn it is to be probed: the slaves of one event loop, evenly over the first part of each round. Those that are due
 * at about the same time go together, in another order each time, so that none always waits for the others. A slave that
 * joins during a round is probed at once.
 *
 * <p>Not thread-safe; reads no clock. All times are the master's local time.
 *
 * @param <S> a slave's session at the edge
 */
public final class ProbeQueue<S> {

    /** What {@link #nextAtNanos} says when everybody has had its turn. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Whoever is due within this time is probed together: a timer costs more than a probe. */
    private static final long TOGETHER_NANOS = 100_000;

    private final RandomGenerator random;
    private final Set<S> members = new LinkedHashSet<>();

    /** Who has joined since the round opened. */
    private final Set<S> joined = new LinkedHashSet<>();

    private Round round;

    /** The members as the round opened; the first {@code probed} of them have had their turn. */
    private List<S> present = List.of();

    private int probed;

    /**
     * A queue in which nobody waits.
     *
     * @param round the present round; joiners are probed for it until the next one opens
     */
    public ProbeQueue(Round round, RandomGenerator random) {
        this.round = round;
        this.random = random;
    }

    /** The round for which slaves are probed now. */
    public Round round() {
        return round;
    }

    /** A slave was let in. It is to be probed at once for the present {@link #round}. */
    public void join(S slave) {
        members.add(slave);
        joined.add(slave);
    }

    /** A slave has gone. */
    public void leave(S slave) {
        members.remove(slave);
        joined.remove(slave);
    }

    /** The next round opens: everybody who is in waits for its turn in it. */
    public void open(Round next) {
        round = next;
        present = new ArrayList<>(members);
        joined.clear();
        probed = 0;
    }

    /** The slaves to be probed now, in this order; each comes once in a round. Some may have left since the round opened. */
    public List<S> due(long nowNanos) {
        int count = present.size();
        int from = probed;
        while (probed < count && round.burstAt(probed, count) <= nowNanos) {
            probed++;
        }
        List<S> due = present.subList(from, probed);
        shuffle(due);
        return due;
    }

    /** When to ask next who is due; {@link #NEVER} when everybody has had its turn in this round. */
    public long nextAtNanos(long nowNanos) {
        return probed == present.size()
                ? NEVER
                : Math.max(nowNanos + TOGETHER_NANOS, round.burstAt(probed, present.size()));
    }

    /** Everybody who was in at some moment of this round; some may have left. */
    public List<S> everybody() {
        List<S> everybody = new ArrayList<>(present.size() + joined.size());
        everybody.addAll(present);
        everybody.addAll(joined);
        return everybody;
    }

    /** The slaves that are in now, in order of joining. */
    public List<S> members() {
        return List.copyOf(members);
    }

    /** R. Durstenfeld (1964), algorithm 235. */
    private void shuffle(List<S> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            list.set(i, list.set(other, list.get(i)));
        }
    }
}
