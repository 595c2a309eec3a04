package io.campanile.admin.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The large answers that are on their way. Together they have a bound: where the next one would exceed it, those that have been on
 * their way for the longest make room, since their clients read slowest.
 *
 * <p>The event loop of the connections calls everything here.
 */
final class Transfers {

    private static final Logger log = LoggerFactory.getLogger(Transfers.class);

    /** A large cluster's metrics take tens of megabytes, and a JVM of a large cluster has hundreds. */
    private static final long SHARE_OF_THE_HEAP = 8;

    private final long mostBytes;
    private final Map<Channel, Integer> sizes = new LinkedHashMap<>();
    private long bytes;

    Transfers() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);
    }

    /**
     * With a bound.
     *
     * @param mostBytes what may be on its way; a single answer may be larger
     */
    Transfers(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * An answer sets out.
     *
     * @param size how many bytes it has
     * @param sent when it is sent, or the connection has ended
     */
    void begin(Channel channel, int size, ChannelFuture sent) {
        makeRoom(size);
        sizes.put(channel, size);
        bytes += size;
        sent.addListener(done -> end(channel));
    }

    private void makeRoom(int size) {
        while (!sizes.isEmpty() && bytes + size > mostBytes) {
            Channel channel = sizes.keySet().iterator().next();
            log.debug("dropped {}: it reads its answer too slowly, and others wait", channel.remoteAddress());
            end(channel);
            channel.close();
        }
    }

    private void end(Channel channel) {
        Integer size = sizes.remove(channel);
        bytes -= size == null ? 0 : size;
    }
}
