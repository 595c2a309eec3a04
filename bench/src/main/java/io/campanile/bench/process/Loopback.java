package io.campanile.bench.process;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Very many connections from this machine to itself. */
public final class Loopback {

    /** From one address alone it is slow: the kernel looks for a free port among those taken. */
    private static final int CONNECTIONS_PER_ADDRESS = 2000;

    /** Waits for the last one after this many connections, so that the server's backlog does not overflow. */
    private static final int CONNECTIONS_AT_ONCE = 500;

    private Loopback() {}

    /** Opens them; waits until they are open. Not to be called by an event loop. */
    public static void connect(Bootstrap bootstrap, int count, InetSocketAddress server) throws IOException {
        for (int i = 0; i < count; i++) {
            ChannelFuture connecting = bootstrap.connect(server, source(i));
            if (i % CONNECTIONS_AT_ONCE == 0 || i == count - 1) {
                connecting.syncUninterruptibly();
            }
        }
    }

    private static InetSocketAddress source(int connection) throws IOException {
        byte number = (byte) (1 + connection / CONNECTIONS_PER_ADDRESS);
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 1, number}), 0);
    }
}
