package io.campanile.simulator.load;

import io.campanile.slave.Dialer;
import io.campanile.slave.TcpDialer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a slave reaches its master.
 *
 * @param loop does its work
 * @param dialer opens its connections, on that loop
 */
record Line(EventLoop loop, Dialer dialer) {

    /** Lines that many slaves share: enough for one source address to every 2,000, the same number on each loop. */
    static List<Line> tcp(EventLoopGroup loops, LoadOptions options) {
        boolean spread = SourceAddresses.reach(options.masters());
        int onEachLoop = SourceAddresses.count((options.slaves() + options.threads() - 1) / options.threads());
        return IntStream.range(0, onEachLoop * options.threads())
                .mapToObj(i -> tcp(loops.next(), spread ? SourceAddresses.loopback(i) : null))
                .toList();
    }

    private static Line tcp(EventLoop loop, @Nullable InetSocketAddress from) {
        return new Line(loop, new TcpDialer(loop, from));
    }
}
