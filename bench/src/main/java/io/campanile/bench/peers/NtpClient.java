package io.campanile.bench.peers;

import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.core.Series;
import io.campanile.proto.socket.DepartingPacket;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.StampedPacket;
import io.campanile.proto.socket.TimeStamps;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asks an NTP server how its clock stands to this machine's, as exactly as it can be asked: interleaved (RFC 9769), with the kernel's
 * stamps. So all four stamps of an exchange are those of the moment when a datagram left or came, and the answer is off by a few
 * tenths of a microsecond.
 *
 * <p>One thread asks; the answers are taken in by the channel's event loop.
 */
final class NtpClient extends SimpleChannelInboundHandler<StampedPacket> implements AutoCloseable {

    private static final int READS = 10_000;

    private final EventLoopGroup loops = SocketIo.EPOLL.eventLoops(1, "ntp");
    private final SplittableRandom random = new SplittableRandom();
    private final InetSocketAddress server;
    private final long wallMinusMonotonic;
    private final Channel channel;

    // The event loop alone uses these.
    private final Series errors = new Series();
    private @Nullable Exchange open;
    private @Nullable Exchange last;

    /** A question, and what becomes of it. */
    private static final class Exchange {

        private final NtpTimes question;
        private long leftNanos;
        private long serverReceive;
        private long cameNanos;

        Exchange(NtpTimes question) {
            this.question = question;
        }

        boolean isComplete() {
            return leftNanos != 0 && cameNanos != 0;
        }
    }

    private NtpClient(InetSocketAddress server) {
        this.server = server;
        this.wallMinusMonotonic = wallMinusMonotonic(new SystemClock());
        this.channel = TimeStamps.KERNEL
                .datagrams(loops.next(), false)
                .handler(this)
                .bind(new InetSocketAddress(0))
                .syncUninterruptibly()
                .channel();
    }

    /** From here. */
    static NtpClient open(String host, int port) {
        return new NtpClient(new InetSocketAddress(host, port));
    }

    /** The least of many differences is off by what one reading costs. */
    private static long wallMinusMonotonic(LocalClock wall) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < READS; i++) {
            long monotonic = System.nanoTime();
            least = Math.min(least, wall.nanos() - monotonic);
        }
        return least;
    }

    /** Asks once more. */
    void ask() {
        channel.eventLoop().execute(() -> {
            long origin = last == null ? 0 : last.serverReceive;
            Exchange asked = new Exchange(new NtpTimes(origin, random.nextLong(), random.nextLong()));
            open = asked;
            channel.writeAndFlush(
                    new DepartingPacket(asked.question.question(), server, nanos -> asked.leftNanos = nanos));
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, StampedPacket packet) {
        NtpTimes answer = NtpTimes.parse(packet.content());
        Exchange asked = open;
        if (asked == null) {
            return;
        }
        boolean interleaved = answer.origin() == asked.question.receive();
        if (!interleaved && answer.origin() != asked.question.transmit()) {
            return;
        }
        asked.serverReceive = answer.receive();
        asked.cameNanos = packet.arrivedNanos();
        if (interleaved && last != null && last.isComplete()) {
            // It tells when the answer before this one left.
            errors.add(error(last, answer.transmit()));
        }
        last = asked;
        open = null;
    }

    /** By how much the server's clock is ahead of this machine's: offset as RFC 5905, 8, has it. */
    private double error(Exchange exchange, long serverTransmit) {
        long there = NtpTimes.unixNanos(exchange.serverReceive) - (exchange.leftNanos + wallMinusMonotonic);
        long back = NtpTimes.unixNanos(serverTransmit) - (exchange.cameNanos + wallMinusMonotonic);
        return (there + back) / 2.0;
    }

    /** How many answers have told something. */
    int answers() {
        return channel.eventLoop().submit(errors::size).syncUninterruptibly().getNow();
    }

    /** By how much the server's clock was ahead of this machine's. */
    Series errors() {
        return channel.eventLoop().submit(() -> errors).syncUninterruptibly().getNow();
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loops.shutdownGracefully();
    }
}
