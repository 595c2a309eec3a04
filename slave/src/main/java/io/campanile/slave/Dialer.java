package io.campanile.slave;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;

/** Opens connections to masters. Called on the event loop of the slave that it serves. */
@FunctionalInterface
public interface Dialer {

    /**
     * Starts connecting.
     *
     * @param master where to, unresolved
     * @param handler goes into the connection's pipeline, alone
     */
    ChannelFuture dial(InetSocketAddress master, ChannelHandler handler);
}
