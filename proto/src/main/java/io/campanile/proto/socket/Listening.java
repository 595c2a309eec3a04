package io.campanile.proto.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Listens, or says in one sentence why not. */
public final class Listening {

    private Listening() {}

    /**
     * Waits for a socket to be bound.
     *
     * @param bind starts it
     * @param whom who is to connect, such as "slaves"
     * @throws IOException with one sentence that says what to do
     */
    public static Channel bind(Supplier<ChannelFuture> bind, InetSocketAddress address, String whom)
            throws IOException {
        FileLimit.lookUp();
        ChannelFuture binding = bind.get().awaitUninterruptibly();
        if (binding.isSuccess()) {
            return binding.channel();
        }
        String where = NetUtil.toSocketAddressString(address.getHostString(), address.getPort());
        String message = SocketFailure.reason(binding.cause());
        String remedy = FileLimit.reached(binding.cause()).isPresent()
                ? ""
                : "; choose another address or port for %s".formatted(whom);
        throw new IOException("cannot listen on %s: %s%s".formatted(where, message, remedy));
    }
}
