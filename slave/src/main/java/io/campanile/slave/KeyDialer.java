package io.campanile.slave;

import io.campanile.proto.datagram.SlaveKeys;
import io.campanile.proto.datagram.SlaveKeys.Grant;
import io.campanile.proto.keys.KeyQuestion;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;

/** Asks masters for keys for datagrams, each time over an encrypted connection to the same port, which closes then. */
public final class KeyDialer implements SlaveKeys.Source {

    private final EventLoop loop;
    private final Dialer dialer;

    /**
     * Asks on a loop.
     *
     * @param loop on which the answers come
     * @param dialer opens encrypted connections on it
     */
    public KeyDialer(EventLoop loop, Dialer dialer) {
        this.loop = loop;
        this.dialer = dialer;
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
