package io.campanile.simulator.node;

import io.campanile.core.Units;
import io.campanile.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Plays the election of a group of masters as an adversary: what Raft guarantees, and nothing more. There is one leader of each
 * epoch, epochs rise, and what a leader commits while a majority hears it is known to all later ones. But a leader that was
 * deposed may not know it for as long as {@link #LEASE_NANOS}, and any master may be elected at any moment.
 */
public final class Election {

    /** For how long a leader may go on that was deposed. */
    public static final long LEASE_NANOS = 2 * Units.SECOND_NANOS;

    private static final long BEAT_NANOS = Units.SECOND_NANOS / 20;
    /** A leader that resigns has led for so long, or nobody has resigned for so long. */
    private static final long REST_NANOS = 10 * Units.SECOND_NANOS;

    private static final long MILLISECOND = Units.SECOND_NANOS / 1000;

    /** An election begins when the leader was not heard for one of these. */
    private static final long LEAST_TIMEOUT_NANOS = Units.SECOND_NANOS / 4;

    private static final long MOST_TIMEOUT_NANOS = Units.SECOND_NANOS / 2;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final List<SimulatedMaster> masters = new ArrayList<>();

    // What is committed.
    private long epoch;
    private int electors;

    private @Nullable SimulatedMaster leader;
    private final List<Entry> uncommitted = new ArrayList<>();
    private long takeovers;
    private long resignedAt = -REST_NANOS;

    /** Since when no majority hears a leader, and until when that is borne. */
    private long unheardSince;

    private long bornUntil;

    /** What a leader has written, and whom to tell when it is committed. */
    private record Entry(int electors, Runnable committed) {}

    /** An election among nobody yet. */
    public Election(VirtualTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** Begins among these. */
    public void start(List<SimulatedMaster> all) {
        masters.addAll(all);
        unheardSince = time.now();
        bornUntil = time.now() + drawTimeout();
        beat();
    }

    private long drawTimeout() {
        return random.nextLong(LEAST_TIMEOUT_NANOS, MOST_TIMEOUT_NANOS);
    }

    /** The leader of the newest epoch, whether it still runs or not; null before the first. */
    @Nullable
    public SimulatedMaster leader() {
        return leader;
    }

    /** How many leaders there were. */
    public long takeovers() {
        return takeovers;
    }

    private void beat() {
        time.at(time.now() + BEAT_NANOS, this::beat);
        boolean heard = isHeard();
        if (heard) {
            unheardSince = Long.MAX_VALUE;
            commit();
        } else if (unheardSince == Long.MAX_VALUE) {
            unheardSince = time.now();
            bornUntil = time.now() + drawTimeout();
        }
        if (!heard && time.now() >= bornUntil) {
            electAnybody();
        }
        masters.forEach(this::tell);
    }

    private boolean isHeard() {
        return leader != null && leader.leads() && leader.machine().isRunning() && reachesMajority(leader);
    }

    private void commit() {
        List<Entry> entries = List.copyOf(uncommitted);
        uncommitted.clear();
        for (Entry entry : entries) {
            electors = entry.electors();
            entry.committed().run();
        }
    }

    private void electAnybody() {
        List<SimulatedMaster> candidates = masters.stream()
                .filter(m -> m.machine().isRunning() && reachesMajority(m))
                .toList();
        if (!candidates.isEmpty()) {
            elect(candidates.get(random.nextInt(candidates.size())), random.nextLong(LEASE_NANOS));
        }
    }

    private boolean reachesMajority(SimulatedMaster master) {
        long reached = masters.stream().filter(other -> reaches(master, other)).count();
        return 2 * reached > masters.size();
    }

    private static boolean reaches(SimulatedMaster one, SimulatedMaster other) {
        return other.machine().isRunning()
                && (one == other
                        || !(wire(one, other).isCut() || wire(other, one).isCut()));
    }

    private static Wire wire(SimulatedMaster from, SimulatedMaster to) {
        return from.standby().orElseThrow().wireTo(to);
    }

    /**
     * Elects a master, if it runs.
     *
     * @param overlapNanos how much later those who lead until now know it
     */
    public void elect(SimulatedMaster next, long overlapNanos) {
        if (!next.machine().isRunning()) {
            return;
        }
        masters.stream().filter(m -> m != next && m.leads()).forEach(m -> depose(m, overlapNanos));
        epoch = Math.max(epoch, next.machine().clock().nanos() / MILLISECOND) + 1;
        leader = next;
        uncommitted.clear();
        unheardSince = Long.MAX_VALUE;
        takeovers++;
        long ofTerm = epoch;
        next.lead(epoch, electors, (number, committed) -> remember(ofTerm, number, committed));
    }

    /** It is committed with the next beat that finds the leader heard by a majority. */
    private void remember(long byEpoch, int number, Runnable committed) {
        if (byEpoch == epoch) {
            uncommitted.add(new Entry(number, committed));
        }
    }

    /** A lease counts the time in which its machine sleeps. */
    private void depose(SimulatedMaster old, long overlapNanos) {
        long terms = old.terms();
        old.machine().after(overlapNanos, () -> {
            if (old.leads() && old.terms() == terms) {
                old.vacate();
            }
        });
    }

    /** A leader had better not lead: unless that was just tried, another one takes over as soon as this moment is over. */
    void resigns(SimulatedMaster resigning) {
        if (resigning == leader && time.now() - resignedAt >= REST_NANOS) {
            resignedAt = time.now();
            time.at(time.now(), () -> leaves(resigning));
        }
    }

    /** A master is about to end in order: if it leads, another one takes over at once. */
    void leaves(SimulatedMaster leaving) {
        if (leaving == leader && isHeard()) {
            List<SimulatedMaster> others = masters.stream()
                    .filter(m -> m != leaving && reaches(leaving, m))
                    .toList();
            elect(others.get(random.nextInt(others.size())), 0);
        }
    }

    /** Lets a master know who leads, if it can. */
    private void tell(SimulatedMaster master) {
        if (!master.machine().isRunning() || master.leads()) {
            loseLease(master);
            return;
        }
        SimulatedMaster known = isHeard() && leader != null && reaches(master, leader) ? leader : null;
        if (known != null && master.leader() != known) {
            master.follow(known, epoch);
        } else if (known == null && master.leader() != null && time.now() >= bornUntil) {
            master.vacate();
        }
    }

    /** A leader that no majority hears gives up by itself. */
    private void loseLease(SimulatedMaster master) {
        if (master == leader
                && master.leads()
                && unheardSince != Long.MAX_VALUE
                && time.now() - unheardSince >= LEASE_NANOS
                && master.machine().isRunning()) {
            master.vacate();
        }
    }
}
