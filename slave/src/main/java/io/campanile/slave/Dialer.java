package io.campanile.slave;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.util.List;

/** Opens connections to masters. Called on the event loop of the slave that it serves. */
@FunctionalInterface
public interface Dialer {

    /**
     * Starts connecting.
     *
     * @param master where to: one of its {@link #addresses}, or unresolved; its host is as it was given
     * @param handler goes into the connection's pipeline, alone
     * @return succeeds when somebody has answered there
     */
    ChannelFuture dial(InetSocketAddress master, ChannelHandler handler);

    /**
     * Starts connecting to a master that this slave does not follow, and only asks what time it has. By default as to one that it does.
     *
     * @param master where to: one of its {@link #addresses}, or unresolved; its host is as it was given
     * @param handler goes into the connection's pipeline, alone, and speaks over TCP
     */
    default ChannelFuture dialToAsk(InetSocketAddress master, ChannelHandler handler) {
        return dial(master, handler);
    }

    /**
     * Looks up where a master can be reached: all addresses of its name, which are tried in this order until one of them lets the
     * slave in. By default the name itself, for a dialer that leaves the look-up to others, such as a proxy.
     *
     * @param master as it was given, unresolved
     * @return at least one address; fails if there is none
     */
    default Future<List<InetSocketAddress>> addresses(InetSocketAddress master) {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(List.of(master));
    }
}
