package io.campanile.load;

import io.campanile.proto.datagram.DatagramClient;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TlsContexts;
import io.campanile.slave.ConnectionSetup;
import io.campanile.slave.Dialer;
import io.campanile.slave.TcpDialer;
import io.campanile.slave.UdpDialer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a slave reaches its master.
 *
 * @param loop does its work
 * @param dialer opens its connections, on that loop
 */
record Uplink(EventLoop loop, Dialer dialer) {

    /** How many slaves share a UDP socket: what arrives for them at once finds room in its buffer. */
    private static final int SLAVES_PER_SOCKET = 100;

    /** Lines that many slaves share, the same number on each loop. */
    static List<Uplink> all(EventLoopGroup loops, LoadConfig options) {
        int slavesOfALoop = (options.slaves() + options.threads() - 1) / options.threads();
        return options.transport() == Transport.UDP
                ? lines(options, (slavesOfALoop + SLAVES_PER_SOCKET - 1) / SLAVES_PER_SOCKET, i -> udp(loops.next()))
                : tcp(loops, options, SourceAddresses.count(slavesOfALoop));
    }

    private static List<Uplink> lines(LoadConfig options, int onEachLoop, IntFunction<Uplink> line) {
        return IntStream.range(0, onEachLoop * options.threads()).mapToObj(line).toList();
    }

    private static Uplink udp(EventLoop loop) {
        return new Uplink(loop, new UdpDialer(DatagramClient.open(loop)));
    }

    /** Enough for one source address to every 2,000. */
    private static List<Uplink> tcp(EventLoopGroup loops, LoadConfig options, int onEachLoop) {
        TlsContexts identity = options.identity();
        ConnectionSetup setup = identity == null ? ConnectionSetup.PLAIN : ConnectionSetup.tls(identity);
        boolean spread = SourceAddresses.reach(options.masters());
        return lines(options, onEachLoop, i -> tcp(loops.next(), spread ? SourceAddresses.loopback(i) : null, setup));
    }

    private static Uplink tcp(EventLoop loop, @Nullable InetSocketAddress from, ConnectionSetup setup) {
        return new Uplink(loop, new TcpDialer(loop, from, setup));
    }
}
