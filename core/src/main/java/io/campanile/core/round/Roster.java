package io.campanile.core.round;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.NodeName;
import io.campanile.core.round.Sources.Place;
import io.campanile.core.session.VotingRight;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the list of slaves that are in: lets them in, gives them session numbers, unique names and votes, and turns away what does not
 * fit.
 *
 * <p>Thread-safe, since slaves of all event loops come here; each does so only as it joins and as it leaves. The random
 * generator is used under this object's lock.
 *
 * @param <C> a slave's connection at the edge
 */
public final class Roster<C> {

    /** Names get -2 to this; a slave that still finds none free gets a random number. */
    private static final int LAST_SUFFIX = 9;

    private static final int LONGEST_SUFFIX = 9;

    private final int maxSlaves;
    private final Set<String> standbys;
    private final AdmissionLimits limits;
    private final Epochs epochs;
    private final RandomGenerator random;
    private final Sources sources;
    private final Map<String, Member<C>> byName = new HashMap<>();
    private final Map<Identity, Member<C>> byIdentity = new HashMap<>();

    /**
     * A roster with nobody on it.
     *
     * @param maxSlaves how many may be in at the same time
     * @param limits how many of them may come from one address, and vote
     * @param epochs the epoch of this term
     * @param random for session numbers, which nobody may guess: a secure one where there is somebody to guess
     */
    public Roster(int maxSlaves, AdmissionLimits limits, Epochs epochs, RandomGenerator random) {
        this(maxSlaves, limits, epochs, random, Set.of());
    }

    /**
     * A roster with nobody on it, of a master that belongs to a group.
     *
     * @param standbys names that only standbys get, so that nobody takes another slave for one of them
     */
    public Roster(int maxSlaves, AdmissionLimits limits, Epochs epochs, RandomGenerator random, Set<String> standbys) {
        this.maxSlaves = maxSlaves;
        this.standbys = Set.copyOf(standbys);
        this.limits = limits;
        this.sources = new Sources(limits);
        this.epochs = epochs;
        this.random = random;
    }

    /** A slave as it introduces itself, and as its certificate does: without that, nobody takes its place. */
    private record Identity(
            String name, long instance, @Nullable String certified) {}

    private record Member<C>(Identity identity, String uniqueName, Place place, C connection) {}

    /** What became of a hello. */
    public sealed interface Admission<C> {}

    /**
     * Let in.
     *
     * @param session the session's number, never 0
     * @param uniqueName the slave's name, made unique
     * @param epoch the epoch of what this slave is told
     * @param right whether it votes; it may get the right later
     * @param superseded the same slave's earlier connection, to be closed
     */
    public record Admitted<C>(long session, String uniqueName, long epoch, VotingRight right, Optional<C> superseded)
            implements Admission<C> {}

    /**
     * Turned away.
     *
     * @param detail one sentence for a person: what is wrong and what to do
     */
    public record TurnedAway<C>(GoodbyeReason reason, String detail) implements Admission<C> {}

    /**
     * Decides on a hello.
     *
     * @param origin where it came from
     * @param connection over what
     */
    public Admission<C> admit(Hello hello, Origin origin, C connection) {
        return admit(hello, origin, connection, other -> false);
    }

    /**
     * The same, where the edge knows who is gone without having said so.
     *
     * @param isGone whether nobody is there any more at a {@linkplain #namesake namesake's} connection: then this slave takes its place, as
     *     one that comes back
     */
    public synchronized Admission<C> admit(Hello hello, Origin origin, C connection, Predicate<C> isGone) {
        OptionalLong epoch = epochs.of(hello.lastEpoch());
        if (epoch.isEmpty()) {
            return new TurnedAway<>(GoodbyeReason.STALE_MASTER, epochs.objection(hello.lastEpoch()));
        }
        Identity identity = new Identity(hello.name(), hello.instance(), origin.certified());
        Member<C> earlier = byIdentity.containsKey(identity) ? byIdentity.get(identity) : gone(hello, origin, isGone);
        Optional<TurnedAway<C>> full = full(origin, earlier);
        if (full.isPresent()) {
            return full.get();
        }
        String uniqueName = earlier == null ? uniqueName(hello) : earlier.uniqueName();
        Member<C> member = new Member<>(identity, uniqueName, place(hello, origin, earlier), connection);
        byName.put(uniqueName, member);
        if (earlier != null) {
            byIdentity.remove(earlier.identity());
        }
        byIdentity.put(identity, member);
        Optional<C> superseded = Optional.ofNullable(earlier).map(Member::connection);
        return new Admitted<>(
                nextSession(), uniqueName, epoch.getAsLong(), member.place().right(), superseded);
    }

    /**
     * The connection of a slave that is in under the very name that this one asks for, and came from the same place: from its address, and
     * with the same certificate if it has one. Often it is the same slave, whose process was killed and started again.
     */
    public synchronized Optional<C> namesake(Hello hello, Origin origin) {
        return Optional.ofNullable(holder(hello, origin)).map(Member::connection);
    }

    private @Nullable Member<C> gone(Hello hello, Origin origin, Predicate<C> isGone) {
        Member<C> holder = holder(hello, origin);
        return holder != null && isGone.test(holder.connection()) ? holder : null;
    }

    private @Nullable Member<C> holder(Hello hello, Origin origin) {
        Member<C> holder = byName.get(hello.name());
        return holder != null
                        && holder.identity().name().equals(hello.name())
                        && holder.identity().instance() != hello.instance()
                        && Objects.equals(holder.identity().certified(), origin.certified())
                        && Sources.isFrom(holder.place(), origin)
                ? holder
                : null;
    }

    private Optional<TurnedAway<C>> full(Origin origin, @Nullable Member<C> earlier) {
        if (earlier == null && byName.size() >= maxSlaves) {
            String detail = "the master has its %s slaves: raise the limit of slaves there".formatted(maxSlaves);
            return Optional.of(new TurnedAway<>(GoodbyeReason.FULL, detail));
        }
        if ((earlier == null || !Sources.isFrom(earlier.place(), origin)) && !sources.hasRoom(origin)) {
            String detail = "the master has its %s slaves of %s: raise the limit of slaves for an address there"
                    .formatted(limits.sessions(origin), origin.source().name());
            return Optional.of(new TurnedAway<>(GoodbyeReason.FULL, detail));
        }
        return Optional.empty();
    }

    /** A slave that connects again from where it was keeps its place, and its vote unless it is an observer now. */
    private Place place(Hello hello, Origin origin, @Nullable Member<C> earlier) {
        if (earlier != null
                && Sources.isFrom(earlier.place(), origin)
                && earlier.place().wantsVote() == hello.votes()) {
            return earlier.place();
        }
        if (earlier != null) {
            sources.leave(earlier.place());
        }
        return sources.enter(origin, hello.votes());
    }

    /** Forgets a slave whose connection has closed, unless it has connected again since. */
    public synchronized void leave(String uniqueName, C connection) {
        Member<C> member = byName.get(uniqueName);
        if (member != null && member.connection() == connection) {
            byName.remove(uniqueName);
            byIdentity.remove(member.identity());
            sources.leave(member.place());
        }
    }

    /** The connection of the slave of this name, if it is in. */
    public synchronized Optional<C> find(String uniqueName) {
        return Optional.ofNullable(byName.get(uniqueName)).map(Member::connection);
    }

    /** How many are in. */
    public synchronized int size() {
        return byName.size();
    }

    /** The epoch of this term. */
    public long epoch() {
        return epochs.current();
    }

    private String uniqueName(Hello hello) {
        String wanted = hello.name();
        String name = wanted;
        for (int suffix = 2; isTaken(name, hello); suffix++) {
            int number = suffix <= LAST_SUFFIX ? suffix : random.nextInt(LAST_SUFFIX + 1, 100_000_000);
            name = shortened(wanted) + "-" + number;
        }
        return name;
    }

    private boolean isTaken(String name, Hello hello) {
        return byName.containsKey(name) || (standbys.contains(name) && !(hello.standby() && name.equals(hello.name())));
    }

    /** Leaves room for a suffix. Half of a surrogate pair would be no text: nobody could write it as JSON. */
    private static String shortened(String wanted) {
        int end = Math.min(NodeName.MAX_LENGTH - LONGEST_SUFFIX, wanted.length());
        return wanted.substring(0, Character.isHighSurrogate(wanted.charAt(end - 1)) ? end - 1 : end);
    }

    private long nextSession() {
        long session = random.nextLong();
        return session == 0 ? 1 : session;
    }
}
