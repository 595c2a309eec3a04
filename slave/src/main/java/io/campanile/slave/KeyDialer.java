package io.campanile.slave;

import io.campanile.proto.datagram.SlaveKeys;
import io.campanile.proto.datagram.SlaveKeys.Grant;
import io.campanile.proto.keys.KeyQuestion;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;

/** Asks masters for keys for datagrams, each time over an encrypted connection to the same port, which closes then. */
final class KeyDialer implements SlaveKeys.Source {

    private final EventLoop loop;
    private final TcpDialer dialer;

    /**
     * Asks on a loop.
     *
     * @param setup encrypts the connections
     */
    KeyDialer(EventLoop loop, ConnectionSetup setup) {
        this.loop = loop;
        this.dialer = new TcpDialer(loop, null, setup);
    }

    @Override
    public Future<Grant> ask(InetSocketAddress master) {
        Promise<Grant> grant = loop.newPromise();
        dialer.dial(master, new KeyQuestion(grant)).addListener(connecting -> {
            if (!connecting.isSuccess()) {
                grant.tryFailure(connecting.cause());
            }
        });
        return grant;
    }
}
