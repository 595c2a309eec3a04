package io.campanile.slave;

import io.campanile.proto.datagram.DatagramClient;
import io.campanile.proto.datagram.SlaveKeys;
import io.campanile.proto.socket.SocketFailure;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.Certificates;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Through what a slave reaches its masters: what opens its connections, and what that needs: a socket for datagrams, files of
 * certificates that are looked at.
 *
 * <p>The slave's event loop uses it; any thread may ask for the {@link #certificates}.
 */
final class Uplink {

    private static final Logger log = LoggerFactory.getLogger(Slave.class);

    private final Transport transport;
    private final TimeStamps stamps;
    private final ConnectionSetup setup;
    private final @Nullable Dialer given;
    private final EventLoop loop;
    private @Nullable DatagramClient datagrams;

    /** Looks at what it proves itself with; null if it does not. */
    private @Nullable Future<?> files;

    Uplink(SlaveBuilder options, EventLoop loop) {
        this.transport = carrier(options);
        this.stamps = options.stamps;
        this.setup = options.setup;
        this.given = options.dialer;
        this.loop = loop;
    }

    /** Nobody knows whether datagrams get where connections do that are set up in a way of the caller's. */
    static Transport carrier(SlaveBuilder options) {
        boolean straight = options.setup == ConnectionSetup.PLAIN || options.certified;
        return options.transport == Transport.AUTO && !straight ? Transport.TCP : options.transport;
    }

    /**
     * Opens what it needs; to be called once.
     *
     * @throws IllegalArgumentException if the event loop is of no kind that has sockets
     */
    Future<Dialer> open() {
        files = setup instanceof TlsSetup tls ? tls.contexts().follow(loop) : null;
        if (given != null) {
            return loop.newSucceededFuture(given);
        }
        TcpDialer connections = new TcpDialer(loop, null, (channel, master) -> {
            stamps.stampArrivals(channel);
            setup.prepare(channel, master);
        });
        if (transport == Transport.TCP) {
            return loop.newSucceededFuture(connections);
        }
        Promise<Dialer> opened = loop.newPromise();
        DatagramClient.opening(loop, stamps).addListener((Future<DatagramClient> f) -> {
            if (f.isSuccess()) {
                datagrams = f.getNow();
                opened.setSuccess(
                        transport == Transport.AUTO
                                ? new AutoDialer(connections, datagrams)
                                : new UdpDialer(datagrams, keys(datagrams, connections), connections));
            } else if (transport == Transport.AUTO && !stamps.needsDatagrams()) {
                log.warn("no datagrams, probes come over TCP: {}", SocketFailure.reason(f.cause()));
                opened.setSuccess(connections);
            } else {
                opened.setFailure(f.cause());
            }
        });
        return opened;
    }

    private @Nullable SlaveKeys keys(DatagramClient socket, Dialer connections) {
        return setup == ConnectionSetup.PLAIN ? null : new SlaveKeys(socket, new KeyDialer(loop, connections));
    }

    /** For how long the certificates in its files are valid; empty if it has none. */
    Optional<Certificates> certificates() {
        return setup instanceof TlsSetup tls ? Optional.of(tls.contexts().certificates()) : Optional.empty();
    }

    /** Lets go of what it has opened. */
    void close() {
        if (files != null) {
            files.cancel(false);
        }
        if (datagrams != null) {
            datagrams.close();
        }
    }
}
