package io.campanile.slave;

import io.campanile.proto.tls.Credentials;
import io.campanile.proto.tls.TlsContexts;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;

/** Prepares a connection to a master before Campanile's own handlers are added to its end: TLS, a proxy, a log. */
@FunctionalInterface
public interface ConnectionSetup {

    /** Leaves connections as they are. */
    ConnectionSetup PLAIN = (channel, master) -> {};

    /**
     * Adds handlers. Called on the channel's event loop, before it connects. What this throws closes the connection.
     *
     * @param master where it leads; its host is as it was given, or as a redirect names it
     */
    void prepare(Channel channel, InetSocketAddress master);

    /**
     * TLS 1.3, in which both ends prove who they are, with the files as they are now and as they will be: a slave rereads them
     * when they change. The host, as it was given or as a redirect names it, has to be found in the master's certificate.
     */
    static ConnectionSetup tls(TlsContexts contexts) {
        return new TlsSetup(contexts);
    }

    /**
     * The same with credentials that stay as they are. What each connection needs of them is made here, once, by the thread that calls:
     * it takes milliseconds.
     *
     * @throws IllegalArgumentException if the credentials cannot be used
     */
    static ConnectionSetup tls(Credentials credentials) {
        SslContext context = TlsContexts.client(credentials);
        return (channel, master) -> TlsContexts.encryptTo(master, channel, context);
    }

    /** TLS, with the master's name to be found in its certificate. */
    static ConnectionSetup tls(SslContext context) {
        return (channel, master) -> channel.pipeline()
                .addLast(context.newHandler(channel.alloc(), master.getHostString(), master.getPort()));
    }
}
