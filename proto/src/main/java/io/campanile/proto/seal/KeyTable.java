package io.campanile.proto.seal;

import io.campanile.proto.tls.PeerNames;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a master has given out, until they are over. Only who has shown a certificate is given any, and the memory for
 * all of them is bounded: when it is full, whoever has most loses the oldest of his. So nobody can take keys from those who have
 * fewer.
 *
 * <p>Thread-safe.
 */
public final class KeyTable {

    private final int most;
    private final LongSupplier nanoTime;
    private final SecureRandom random = new SecureRandom();
    private final Map<Long, Issued> byId = new ConcurrentHashMap<>();

    /** In order of age, which is the order in which they end. */
    private final Map<Long, Issued> byAge = new LinkedHashMap<>();

    private final Map<PeerNames, Deque<Long>> byOwner = new HashMap<>();

    /**
     * Without keys.
     *
     * @param most how many at most; 1 and more. Those not used yet take some 300 bytes each, the others about 3 KB
     * @param nanoTime a monotonic clock
     */
    public KeyTable(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** Keys with their owner; what it takes to use them is made when they are used for the first time. */
    private static final class Issued {

        private final PeerNames owner;
        private final long atNanos;
        private final DatagramKeys keys;
        private @Nullable Seal seal;

        Issued(DatagramKeys keys, PeerNames owner, long atNanos) {
            this.keys = keys;
            this.owner = owner;
            this.atNanos = atNanos;
        }

        synchronized Seal seal() {
            if (seal == null) {
                seal = Seal.ofMaster(keys, owner, atNanos);
            }
            return seal;
        }
    }

    /** Makes keys for somebody who has proven these names. */
    public synchronized DatagramKeys issue(PeerNames owner) {
        long now = nanoTime.getAsLong();
        forgetThoseThatAreOver(now);
        if (byAge.size() >= most) {
            forgetOneOfTheRichest();
        }
        DatagramKeys keys = DatagramKeys.random(random);
        Issued issued = new Issued(keys, owner, now);
        byId.put(keys.id(), issued);
        byAge.put(keys.id(), issued);
        byOwner.computeIfAbsent(owner, any -> new ArrayDeque<>()).add(keys.id());
        return keys;
    }

    private void forgetThoseThatAreOver(long now) {
        Iterator<Issued> oldest = byAge.values().iterator();
        while (oldest.hasNext()) {
            Issued issued = oldest.next();
            if (now - issued.atNanos < issued.keys.validForNanos()) {
                return;
            }
            oldest.remove();
            forgetFirstOf(issued.owner);
        }
    }

    private void forgetOneOfTheRichest() {
        PeerNames richest = byOwner.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow()
                .getKey();
        byAge.remove(forgetFirstOf(richest));
    }

    private long forgetFirstOf(PeerNames owner) {
        Deque<Long> ids = byOwner.get(owner);
        if (ids == null) {
            throw new IllegalStateException("these keys are of nobody");
        }
        long id = ids.removeFirst();
        if (ids.isEmpty()) {
            byOwner.remove(owner);
        }
        byId.remove(id);
        return id;
    }

    /** What the master has given this name to; null if there are no such keys, or no longer. */
    public @Nullable Seal find(long id) {
        Issued issued = byId.get(id);
        return issued == null ? null : issued.seal();
    }

    /** How many keys are good now, or have been a short while ago. */
    public synchronized int size() {
        return byAge.size();
    }
}
