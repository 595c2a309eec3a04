package io.campanile.slave;

import io.campanile.proto.tls.TlsContexts;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** Encrypts connections with what lies in files, which a slave watches as long as it runs. */
record TlsSetup(TlsContexts contexts) implements ConnectionSetup {

    @Override
    public void prepare(Channel channel, InetSocketAddress master) {
        contexts.encryptTo(master, channel);
    }
}
