package io.campanile.load;

import io.campanile.proto.datagram.DatagramClient;
import io.campanile.proto.datagram.SlaveKeys;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.Credentials;
import io.campanile.slave.AutoDialer;
import io.campanile.slave.ConnectionSetup;
import io.campanile.slave.Dialer;
import io.campanile.slave.KeyDialer;
import io.campanile.slave.TcpDialer;
import io.campanile.slave.UdpDialer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What many slaves share to reach their master: an event loop, and with it a UDP socket, or the address from which they connect.
 * What a slave proves itself with is its own.
 */
final class Line {

    /** How many slaves share a UDP socket: what arrives for them at once finds room in its buffer. */
    private static final int SLAVES_PER_SOCKET = 100;

    private static final int SOCKETS_PER_ADDRESS = SourceAddresses.CONNECTIONS_PER_ADDRESS / SLAVES_PER_SOCKET;

    private final EventLoop loop;
    private final Uplink plain;
    private final Function<ConnectionSetup, Dialer> dialers;

    private Line(EventLoop loop, Dialer plain, Function<ConnectionSetup, Dialer> dialers) {
        this.loop = loop;
        this.plain = new Uplink(loop, plain);
        this.dialers = dialers;
    }

    /** As many as these slaves need, the same number on each loop. */
    static List<Line> all(EventLoopGroup loops, LoadConfig options) {
        int slavesOfALoop = (options.slaves() + options.threads() - 1) / options.threads();
        boolean spread = SourceAddresses.reach(options.masters());
        return options.transport() == Transport.UDP
                ? lines(options, (slavesOfALoop + SLAVES_PER_SOCKET - 1) / SLAVES_PER_SOCKET, i -> {
                    return udp(
                            options.stamps(),
                            loops.next(),
                            spread ? SourceAddresses.loopback(i / SOCKETS_PER_ADDRESS) : null);
                })
                // Enough for one source address to every 2,000.
                : lines(options, SourceAddresses.count(slavesOfALoop), i -> {
                    InetSocketAddress from = spread ? SourceAddresses.loopback(i) : null;
                    return options.transport() == Transport.AUTO
                            ? both(options.stamps(), loops.next(), from)
                            : tcp(loops.next(), from);
                });
    }

    private static List<Line> lines(LoadConfig options, int onEachLoop, IntFunction<Line> line) {
        return IntStream.range(0, onEachLoop * options.threads()).mapToObj(line).toList();
    }

    /** Keys for datagrams are asked for over TCP. */
    private static Line udp(TimeStamps stamps, EventLoop loop, @Nullable InetSocketAddress from) {
        DatagramClient socket = DatagramClient.open(loop, stamps);
        return new Line(loop, new UdpDialer(socket), setup -> {
            TcpDialer connections = new TcpDialer(loop, from, setup);
            return new UdpDialer(socket, new SlaveKeys(socket, new KeyDialer(loop, connections)), connections);
        });
    }

    private static Line tcp(EventLoop loop, @Nullable InetSocketAddress from) {
        return new Line(loop, new TcpDialer(loop, from), setup -> new TcpDialer(loop, from, setup));
    }

    private static Line both(TimeStamps stamps, EventLoop loop, @Nullable InetSocketAddress from) {
        DatagramClient socket = DatagramClient.open(loop, stamps);
        return new Line(
                loop,
                new AutoDialer(new TcpDialer(loop, from), socket),
                setup -> new AutoDialer(new TcpDialer(loop, from, setup), socket));
    }

    /** Whose work is done by this. */
    EventLoop loop() {
        return loop;
    }

    /**
     * For one slave.
     *
     * @param credentials what it proves itself with; null to encrypt nothing
     */
    Uplink uplink(@Nullable Credentials credentials) {
        return credentials == null ? plain : new Uplink(loop, dialers.apply(ConnectionSetup.tls(credentials)));
    }
}
