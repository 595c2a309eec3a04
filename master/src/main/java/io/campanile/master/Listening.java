package io.campanile.master;

import io.campanile.proto.SocketFailure;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Listens, or says in one sentence why not. */
public final class Listening {

    private Listening() {}

    /**
     * Binds a server.
     *
     * @param options the options that choose another address
     * @param onFailure cleans up what the server would have used
     * @throws IOException with one sentence that says what to do
     */
    public static Channel bind(ServerBootstrap bootstrap, InetSocketAddress address, String options, Runnable onFailure)
            throws IOException {
        ChannelFuture binding = bootstrap.bind(address).awaitUninterruptibly();
        if (binding.isSuccess()) {
            return binding.channel();
        }
        onFailure.run();
        String message = SocketFailure.reason(binding.cause());
        throw new IOException("cannot listen on %s:%d: %s; choose another with %s"
                .formatted(address.getHostString(), address.getPort(), message, options));
    }
}
