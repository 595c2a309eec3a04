package io.campanile.proto.datagram;

import io.campanile.proto.seal.Seal;
import io.campanile.proto.tls.PeerNames;
import io.netty.channel.ChannelHandler;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions over connections of which a slave takes datagrams as well. Each has a lane from when it was let in until it ends, so
 * that there are no more of them than slaves.
 *
 * <p>Thread-safe: the event loops of connections open and close them, those of datagram sockets look them up.
 */
public final class Lanes {

    private final Map<Long, Lane> bySession = new ConcurrentHashMap<>();

    /**
     * What the datagrams of a session have to show.
     *
     * @param nonce what the slave chose for it, and said over the connection
     * @param owner whose keys they have to be sealed with; null if they are not sealed
     * @param ends makes the handler of a channel for them
     */
    public record Lane(long nonce, @Nullable PeerNames owner, Supplier<ChannelHandler> ends) {

        /** Whether what was opened with these keys, or was not sealed, may be said on it. */
        boolean isOf(@Nullable Seal seal) {
            return Objects.equals(owner, seal == null ? null : seal.owner());
        }
    }

    /** None yet. */
    public Lanes() {}

    /** A session takes datagrams from now on. */
    public void open(long session, Lane lane) {
        bySession.put(session, lane);
    }

    /** A session is over. */
    public void close(long session) {
        bySession.remove(session);
    }

    /** How many sessions have one. */
    public int size() {
        return bySession.size();
    }

    /** The lane of a session, for who knows what was said when it was opened; null for anybody else. */
    @Nullable
    Lane find(long session, long nonce) {
        Lane lane = bySession.get(session);
        return lane != null && lane.nonce() == nonce ? lane : null;
    }
}
