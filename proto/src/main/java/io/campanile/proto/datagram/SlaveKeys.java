package io.campanile.proto.datagram;

import io.campanile.proto.seal.DatagramKeys;
import io.campanile.proto.seal.Seal;
import io.campanile.proto.tls.PeerNames;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A slave's keys for each of its masters. It asks for new ones when half of their time is over, and keeps the old ones as long as
 * they are good; a session that begins anew goes on with those that there are.
 *
 * <p>Not thread-safe: the event loop of its socket owns it.
 */
public final class SlaveKeys {

    /** A master says in datagrams, which nobody can trust, that it does not know keys: it is asked no more often than this. */
    static final long HINTED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final DatagramClient socket;
    private final Source source;
    private final Map<InetSocketAddress, Master> masters = new HashMap<>();

    /** Where keys come from: a conversation over TLS. */
    @FunctionalInterface
    public interface Source {

        /**
         * Asks a master for keys.
         *
         * @return fails with one sentence
         */
        Future<Grant> ask(InetSocketAddress master);
    }

    /**
     * What a master has given.
     *
     * @param master who it is, as its certificate says
     */
    public record Grant(DatagramKeys keys, PeerNames master) {}

    /** Keys for the slaves on this socket that share a certificate. */
    public SlaveKeys(DatagramClient socket, Source source) {
        this.socket = socket;
        this.source = source;
    }

    private static final class Master {

        private @Nullable Seal seal;
        private @Nullable Promise<Seal> asking;
        private long renewAtNanos;
        private long askedAtNanos;
    }

    /** Keys that will be good for a while. Asks for them if there are none, or if half of their time is over. */
    Future<Seal> of(InetSocketAddress address) {
        Master master = masters.computeIfAbsent(address, any -> new Master());
        Seal seal = master.seal;
        boolean fresh = seal != null && now() - master.renewAtNanos < 0;
        return fresh ? socket.loop().newSucceededFuture(seal) : ask(address, master);
    }

    /**
     * The master seems not to know these: gets others, unless there are others already.
     *
     * @return fails if it has been asked a moment ago
     */
    Future<Seal> insteadOf(Seal unknown, InetSocketAddress address) {
        Master master = masters.computeIfAbsent(address, any -> new Master());
        if (master.seal != unknown) {
            return of(address);
        }
        if (master.asking == null && now() - master.askedAtNanos < HINTED_NANOS) {
            return socket.loop().newFailedFuture(new IOException("asked for keys a moment ago"));
        }
        return ask(address, master);
    }

    /** For how long these keys need not be renewed. */
    long freshNanos(InetSocketAddress address) {
        Master master = masters.get(address);
        return master == null ? 0 : Math.max(0, master.renewAtNanos - now());
    }

    /** Nobody speaks with them any more. */
    public void forget() {
        for (Master master : masters.values()) {
            if (master.seal != null) {
                socket.forget(master.seal);
            }
        }
        masters.clear();
    }

    private Future<Seal> ask(InetSocketAddress address, Master master) {
        if (master.asking != null) {
            return master.asking;
        }
        Promise<Seal> asking = socket.loop().newPromise();
        master.asking = asking;
        master.askedAtNanos = now();
        source.ask(address).addListener((Future<Grant> answer) -> {
            master.asking = null;
            if (answer.isSuccess()) {
                asking.setSuccess(take(master, answer.getNow()));
            } else {
                asking.setFailure(answer.cause());
            }
        });
        return asking;
    }

    private Seal take(Master master, Grant grant) {
        long now = now();
        Seal seal = Seal.ofSlave(grant.keys(), grant.master(), now);
        master.seal = seal;
        master.renewAtNanos = now + grant.keys().validForNanos() / 2;
        socket.got(seal, now);
        return seal;
    }

    private static long now() {
        return System.nanoTime();
    }
}
