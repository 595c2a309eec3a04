package io.campanile.core.session;

import io.campanile.core.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which masters a slave turns to, and when. A slave that has no master asks all of its list side by side, and those that
 * they name as the leader; the first that welcomes it has it. A slave whose master is quiet asks the others and keeps its
 * session meanwhile: it moves only to a master that welcomes it in an epoch that is not lower.
 *
 * <p>The edge carries out each {@link Attempt} that is {@link #due}, and tells how it goes on: {@link #welcomed}, {@link
 * #quiet} and {@link #heard} of a session, and at its end one of {@link #ended}, {@link #refused}, {@link #redirected} and {@link
 * #superseded}. After each of these it asks again what is {@link #due}, and when to come back ({@link #nextAtNanos}).
 *
 * <p>Guarantee: at most one attempt at a master is under way at a time, and at most one of all attempts is the session. A
 * master that has failed is left alone for a while: for longer each time, and for a time that is drawn anew, until a
 * master has kept it for {@link #PROVEN_NANOS}. So is one that has named the leader, while that is asked. No more than {@link
 * #MAX_REDIRECTS} redirects are followed in a row, at once only if no welcome came before them, and to masters beyond the list only
 * where that is allowed: to {@link #MAX_UNLISTED} at most.
 *
 * <p>Not thread-safe; reads no clock, and draws from the generator that it is given. All times are nanoseconds of one clock
 * that never goes back.
 *
 * @param <M> where a master is; equal ones are the same
 */
public final class MasterChoice<M> {

    /** A session that ends sooner is one more failure of its master: it is not asked at once again. */
    public static final long PROVEN_NANOS = 5 * Units.SECOND_NANOS;

    /** More redirects in a row than this lead nowhere. */
    public static final int MAX_REDIRECTS = 3;

    /** So many masters that are not in the list are known at the same time; a redirect to one more leads nowhere. */
    public static final int MAX_UNLISTED = 8;

    /** What {@link #nextAtNanos} says when nothing is to be done until something happens. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Map<M, Contact<M>> contacts = new LinkedHashMap<>();
    private final BackoffLimits limits;
    private final boolean beyondList;
    private final int listed;
    private final RandomGenerator random;
    private @Nullable Attempt<M> session;
    private long welcomedAt;
    private long epoch;
    private boolean quiet;

    /** One try to get into a session with one master, and the session if there is one. Each is itself and no other. */
    public static final class Attempt<M> {

        private final M master;
        private final int redirects;
        private final boolean seeksNewer;

        Attempt(M master, int redirects, boolean seeksNewer) {
            this.master = master;
            this.redirects = redirects;
            this.seeksNewer = seeksNewer;
        }

        /** Whether the slave's master is quiet, or was lost just now: who only knows that one is to let the slave wait. */
        public boolean seeksNewer() {
            return seeksNewer;
        }

        /** Where to connect. */
        public M master() {
            return master;
        }
    }

    /**
     * A choice that begins with all masters at once.
     *
     * @param masters at least one
     * @param beyondList whether redirects may lead to masters that are not among these: only where each proves that it is one
     * @throws IllegalArgumentException if there is none
     */
    public MasterChoice(List<M> masters, BackoffLimits limits, boolean beyondList, RandomGenerator random) {
        if (masters.isEmpty()) {
            throw new IllegalArgumentException("no master to choose from; name one at least");
        }
        this.limits = limits;
        this.beyondList = beyondList;
        this.random = random;
        masters.forEach(master -> contacts.put(master, new Contact<>(master, true, limits, random)));
        this.listed = contacts.size();
    }

    /** The attempts to begin now, which count as under way from here on. */
    public List<Attempt<M>> due(long nowNanos) {
        List<Attempt<M>> due = new ArrayList<>();
        for (Contact<M> contact : contacts.values()) {
            if (isWanted(contact) && contact.dueNanos() <= nowNanos) {
                due.add(contact.begin(session != null));
            }
        }
        return due;
    }

    /** When to ask next what is due, unless something happens before; {@link #NEVER} if only that can change it. */
    public long nextAtNanos() {
        return contacts.values().stream()
                .filter(this::isWanted)
                .mapToLong(Contact::dueNanos)
                .min()
                .orElse(NEVER);
    }

    private boolean isWanted(Contact<M> contact) {
        return !contact.isUnderWay() && (session == null || quiet || contact.isSentFor());
    }

    /**
     * The master has welcomed this slave.
     *
     * @param itsEpoch the epoch in the welcome
     * @return the attempts to give up at once, before anything else that they bring is obeyed: all others; or this one, when
     *     the slave has a session of a higher epoch
     */
    public List<Attempt<M>> welcomed(Attempt<M> attempt, long itsEpoch, long nowNanos) {
        if (underWay(attempt) == null || (session != null && itsEpoch < epoch)) {
            ended(attempt, nowNanos);
            return List.of(attempt);
        }
        session = attempt;
        welcomedAt = nowNanos;
        epoch = itsEpoch;
        quiet = false;
        List<Attempt<M>> losers = new ArrayList<>();
        for (Contact<M> contact : contacts.values()) {
            Attempt<M> other = contact.isUnderWay(attempt) ? null : contact.forget();
            if (other != null) {
                losers.add(other);
            }
        }
        contacts.values().removeIf(contact -> !contact.isListed() && !contact.isUnderWay());
        return losers;
    }

    /** For longer than a round takes, nothing has come from the master of the session: the others are asked, too. */
    public void quiet(Attempt<M> attempt, long nowNanos) {
        if (attempt == session && !quiet) {
            quiet = true;
            contacts.values().forEach(contact -> contact.askAnew(nowNanos));
        }
    }

    /** Something has come again. Attempts that are under way go on: one of them may be at a newer leader. */
    public void heard(Attempt<M> attempt) {
        if (attempt == session) {
            quiet = false;
        }
    }

    /** The master could not be reached, did not welcome this slave, or has ended the session. */
    public void ended(Attempt<M> attempt, long nowNanos) {
        end(attempt, nowNanos, false);
    }

    /**
     * The master has said no, and would say it again: it is asked more and more seldom, once a minute at the least, so that slaves that
     * it does not let in cost it little.
     */
    public void refused(Attempt<M> attempt, long nowNanos) {
        end(attempt, nowNanos, true);
    }

    private void end(Attempt<M> attempt, long nowNanos, boolean refused) {
        Contact<M> contact = underWay(attempt);
        if (contact == null) {
            return;
        }
        boolean lasted = attempt == session && nowNanos - welcomedAt >= PROVEN_NANOS;
        if (attempt == session) {
            session = null;
            quiet = false;
        }
        if (lasted) {
            contact.forget();
            contacts.values().forEach(each -> each.startAnew(nowNanos));
        } else {
            contact.fail(nowNanos, refused);
            if (!contact.isListed()) {
                contacts.remove(attempt.master());
            }
        }
    }

    /** This slave has ended the session, or the attempt, since it does not believe the master: that is left alone for a minute. */
    public void distrusted(Attempt<M> attempt, long nowNanos) {
        Contact<M> contact = underWay(attempt);
        if (contact != null) {
            contact.distrust(nowNanos);
            ended(attempt, nowNanos);
        }
    }

    /**
     * The master has said where the leader is, and nothing more is to be expected of it.
     *
     * @param leaderEpoch the leader's epoch in the redirect
     * @return whether the leader is asked; not so after too many redirects, when it is no newer than the master that this
     *     slave has, or when it is not in the list and has to be
     */
    public boolean redirected(Attempt<M> attempt, M leader, long leaderEpoch, long nowNanos) {
        Contact<M> asked = underWay(attempt);
        if (asked == null) {
            return false;
        }
        boolean hasty = attempt == session && nowNanos - welcomedAt < PROVEN_NANOS;
        ended(attempt, nowNanos);
        boolean isNews = session == null || leaderEpoch > epoch;
        if (!isNews || attempt.redirects == MAX_REDIRECTS || !(contacts.containsKey(leader) || hasRoom())) {
            return false;
        }
        Contact<M> next = contacts.computeIfAbsent(leader, master -> new Contact<>(master, false, limits, random));
        next.follow(attempt.redirects + 1, nowNanos, hasty);
        asked.restFor(next, nowNanos);
        return true;
    }

    private boolean hasRoom() {
        return beyondList && contacts.size() - listed < MAX_UNLISTED;
    }

    /**
     * The master has ended the session since the same slave has connected again: it is in the list under another address, too,
     * or was named by one, and an attempt that was given up has reached it all the same. It is asked again before the others
     * are, by itself.
     */
    public void superseded(Attempt<M> attempt, long nowNanos) {
        boolean wasSession = attempt == session;
        ended(attempt, nowNanos);
        if (wasSession) {
            contacts.forEach((master, contact) -> {
                if (!master.equals(attempt.master())) {
                    contact.postpone(nowNanos + limits.longestNanos());
                }
            });
        }
    }

    /** The contact that is asked by this attempt; null if it is over. */
    private @Nullable Contact<M> underWay(Attempt<M> attempt) {
        Contact<M> contact = contacts.get(attempt.master());
        return contact != null && contact.isUnderWay(attempt) ? contact : null;
    }
}
