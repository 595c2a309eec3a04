package io.campanile.master;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.round.Epochs;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is connected, over all event loops: gives out sessions and unique names, and turns away what does not fit.
 *
 * <p>Thread-safe: a slave comes here only as it joins and leaves.
 */
final class SlaveRegistry {

    /** Names get -2 to this; who still finds none free gets a random number. */
    private static final int LAST_SUFFIX = 9;

    private static final int LONGEST_SUFFIX = 9;

    private final SecureRandom random = new SecureRandom();
    private final int maxSlaves;
    private final Epochs epochs;
    private final Map<String, Member> byName = new HashMap<>();
    private final Map<Identity, Member> byIdentity = new HashMap<>();

    SlaveRegistry(int maxSlaves, Epochs epochs) {
        this.maxSlaves = maxSlaves;
        this.epochs = epochs;
    }

    /** A slave as it introduces itself. */
    private record Identity(String name, long instance) {}

    private record Member(Identity identity, String uniqueName, MasterHandler handler) {}

    /** What became of a hello. */
    sealed interface Admission {}

    /**
     * Let in.
     *
     * @param superseded the same slave's earlier connection, to be closed
     */
    record Admitted(long session, String uniqueName, long epoch, Optional<MasterHandler> superseded)
            implements Admission {}

    /** Turned away. */
    record TurnedAway(GoodbyeReason reason, String detail) implements Admission {}

    synchronized Admission admit(Hello hello, MasterHandler handler) {
        if (!epochs.admit(hello.lastEpoch())) {
            String detail =
                    "the slave has obeyed epoch %d, this master's is %d: its clock is behind, or another master runs"
                            .formatted(hello.lastEpoch(), epochs.current());
            return new TurnedAway(GoodbyeReason.STALE_MASTER, detail);
        }
        Identity identity = new Identity(hello.name(), hello.instance());
        Member earlier = byIdentity.get(identity);
        if (earlier == null && byName.size() >= maxSlaves) {
            String detail = "the master has its %d slaves: raise --max-slaves there".formatted(maxSlaves);
            return new TurnedAway(GoodbyeReason.FULL, detail);
        }
        String uniqueName = earlier == null ? uniqueName(hello.name()) : earlier.uniqueName();
        Member member = new Member(identity, uniqueName, handler);
        byName.put(uniqueName, member);
        byIdentity.put(identity, member);
        Optional<MasterHandler> superseded = Optional.ofNullable(earlier).map(Member::handler);
        return new Admitted(nextSession(), uniqueName, epochs.current(), superseded);
    }

    /** Forgets a slave whose connection closed, unless it has connected again since. */
    synchronized void leave(String uniqueName, MasterHandler handler) {
        Member member = byName.get(uniqueName);
        if (member != null && member.handler() == handler) {
            byName.remove(uniqueName);
            byIdentity.remove(member.identity());
        }
    }

    /** The slave of this name, if it is connected. */
    synchronized Optional<MasterHandler> find(String uniqueName) {
        return Optional.ofNullable(byName.get(uniqueName)).map(Member::handler);
    }

    synchronized int size() {
        return byName.size();
    }

    synchronized long epoch() {
        return epochs.current();
    }

    private String uniqueName(String wanted) {
        String name = wanted;
        for (int suffix = 2; byName.containsKey(name); suffix++) {
            int number = suffix <= LAST_SUFFIX ? suffix : random.nextInt(LAST_SUFFIX + 1, 100_000_000);
            name = shortened(wanted) + "-" + number;
        }
        return name;
    }

    /** Leaves room for a suffix. Half of a surrogate pair would be no text: nobody could write it as JSON. */
    private static String shortened(String wanted) {
        int end = Math.min(Hello.MAX_NAME_LENGTH - LONGEST_SUFFIX, wanted.length());
        return wanted.substring(0, Character.isHighSurrogate(wanted.charAt(end - 1)) ? end - 1 : end);
    }

    private long nextSession() {
        long session = random.nextLong();
        return session == 0 ? 1 : session;
    }
}
