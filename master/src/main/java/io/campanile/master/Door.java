package io.campanile.master;

import io.campanile.proto.socket.HostNetwork;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has connected over TCP and has not said hello. All of them together are limited, and so is each address: a connection costs
 * a file and some memory before anybody knows whose it is.
 *
 * <p>Of too many, the one that has waited longest goes: a slave says hello at once. Of too many from one address, the newest
 * goes.
 *
 * <p>Thread-safe: the event loops of all connections come here. Times are those of {@link System#nanoTime}.
 */
final class Door {

    private final ConnectionLimits limits;
    private final int most;

    /** Since when each waits, in order of coming. */
    private final Map<Channel, Stranger> strangers = new LinkedHashMap<>();

    private final Map<String, Integer> byAddress = new HashMap<>();

    private record Stranger(@Nullable String address, long sinceNanos) {}

    /**
     * Nobody is there.
     *
     * @param most how many may wait together
     */
    Door(ConnectionLimits limits, int most) {
        this.limits = limits;
        this.most = most;
    }

    /**
     * Somebody has connected.
     *
     * @return false if it is to be turned away
     */
    boolean arrive(Channel channel, long nowNanos) {
        Optional<Channel> oldest;
        synchronized (this) {
            String address = limited(channel.remoteAddress());
            if (address != null && byAddress.getOrDefault(address, 0) >= limits.perAddress()) {
                return false;
            }
            oldest = strangers.size() >= most ? strangers.keySet().stream().findFirst() : Optional.empty();
            oldest.ifPresent(this::leave);
            strangers.put(channel, new Stranger(address, nowNanos));
            if (address != null) {
                byAddress.merge(address, 1, Integer::sum);
            }
        }
        oldest.ifPresent(Channel::close);
        return true;
    }

    /** It has said hello, or has gone. */
    synchronized void leave(Channel channel) {
        Stranger stranger = strangers.remove(channel);
        if (stranger != null && stranger.address() != null) {
            byAddress.computeIfPresent(stranger.address(), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    /**
     * Closes the connections of those who have said nothing for so long.
     *
     * @return how many
     */
    int shed(long patienceNanos, long nowNanos) {
        List<Channel> overdue = new ArrayList<>();
        synchronized (this) {
            for (Iterator<Map.Entry<Channel, Stranger>> all =
                            strangers.entrySet().iterator();
                    all.hasNext(); ) {
                Map.Entry<Channel, Stranger> next = all.next();
                if (nowNanos - next.getValue().sinceNanos() < patienceNanos) {
                    break;
                }
                overdue.add(next.getKey());
            }
            overdue.forEach(this::leave);
        }
        overdue.forEach(Channel::close);
        return overdue.size();
    }

    /** How many wait. */
    synchronized int size() {
        return strangers.size();
    }

    ConnectionLimits limits() {
        return limits;
    }

    /** Whose connections are counted; null if nobody's. */
    private @Nullable String limited(@Nullable SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress internet) || internet.getAddress() == null) {
            return null;
        }
        InetAddress address = internet.getAddress();
        if (address.isLoopbackAddress() && !limits.loopback()) {
            return null;
        }
        return HostNetwork.of(address);
    }
}
