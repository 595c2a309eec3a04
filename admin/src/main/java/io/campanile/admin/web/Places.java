package io.campanile.admin.web;

import io.campanile.proto.socket.HostNetwork;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many may be connected: in all, and from one address, of which those of this machine are no part. Where there is no place
 * left, a new connection gets that of the one that has been there for the longest: of those that say nothing, or else of those that
 * are being answered. So nobody keeps others out, neither by connecting and saying nothing, nor by asking for a lot. Streams stay, which
 * have a limit of their own.
 *
 * <p>The event loop of the connections calls everything here.
 */
final class Places {

    private static final Logger log = LoggerFactory.getLogger(Places.class);

    /** What a connection is worth that is not to be ended for another one. */
    static final int KEPT = 2;

    private final int most;
    private final int mostOfAnAddress;
    private final Map<Channel, String> taken = new LinkedHashMap<>();

    Places(int most, int mostOfAnAddress) {
        this.most = most;
        this.mostOfAnAddress = mostOfAnAddress;
    }

    /**
     * Takes a place for a connection until that is closed.
     *
     * @param worth how much is lost with a connection; {@link #KEPT} for one that is not to be ended for another one
     * @return whether there was one
     */
    boolean take(Channel channel, ToIntFunction<Channel> worth) {
        String address = address(channel.remoteAddress());
        long ofAddress = taken.values().stream().filter(address::equals).count();
        boolean crowded = !address.isEmpty() && ofAddress >= mostOfAnAddress;
        if (crowded || taken.size() >= most) {
            Optional<Channel> oldest = taken.entrySet().stream()
                    .filter(place -> !crowded || place.getValue().equals(address))
                    .map(Map.Entry::getKey)
                    .filter(other -> worth.applyAsInt(other) < KEPT)
                    // Of those that are worth the same, the first.
                    .min(Comparator.comparingInt(worth));
            if (oldest.isEmpty()) {
                log.debug("turned {} away: there are {} connections already", channel.remoteAddress(), taken.size());
                return false;
            }
            log.debug("dropped {} for {}", oldest.get().remoteAddress(), channel.remoteAddress());
            taken.remove(oldest.get());
            oldest.get().close();
        }
        taken.put(channel, address);
        channel.closeFuture().addListener(closed -> taken.remove(channel));
        return true;
    }

    /** Whom a connection is counted to; nobody for one of this machine. */
    private static String address(SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress inet) || inet.getAddress().isLoopbackAddress()) {
            return "";
        }
        return HostNetwork.of(inet.getAddress());
    }
}
