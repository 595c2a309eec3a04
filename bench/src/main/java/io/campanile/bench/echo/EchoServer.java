package io.campanile.bench.echo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.core.Units;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.Transport;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The server, in a process of its own: sends every peer a probe in turn, evenly over time, and times what comes back. It
 * does what a master must do at least, and nothing else. One event loop, like the master's.
 */
public final class EchoServer {

    private static final long PATIENCE_SECONDS = 60;

    /** Peers that are due within this time are probed together, as at the master. */
    private static final long LEAST_WAIT_NANOS = 100_000;

    private final EventLoop loop;
    private final Peers peers;
    private final int count;
    private final double intervalNanos;
    private long startedAtNanos;
    private long probed;

    private EchoServer(EventLoop loop, Peers peers, int count, double perSecond) {
        this.loop = loop;
        this.peers = peers;
        this.count = count;
        this.intervalNanos = Units.SECOND_NANOS / perSecond;
    }

    /**
     * Prints the port to connect to, waits until all peers have, measures, and prints the figures as JSON.
     *
     * @param args transport, peers, exchanges a second, seconds to warm up, seconds to measure
     */
    public static void main(String[] args) throws Exception {
        Transport transport = Transport.valueOf(args[0]);
        int count = Integer.parseInt(args[1]);
        EventLoop loop = SocketIo.best().eventLoops(1, "echo").next();
        MessageSizes sizes = MessageSizes.of(transport);
        RoundTrips trips = new RoundTrips(count);
        Peers peers =
                transport == Transport.UDP ? new UdpPeers(loop, sizes, trips) : new TcpPeers(loop, count, sizes, trips);
        System.out.println("port " + peers.port());
        peers.here().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        EchoServer server = new EchoServer(loop, peers, count, Double.parseDouble(args[2]));
        EchoFigures figures = server.measure(trips, Long.parseLong(args[3]), Long.parseLong(args[4]));
        System.out.println(new ObjectMapper().writeValueAsString(figures));
        System.exit(0);
    }

    private EchoFigures measure(RoundTrips trips, long warmUpSeconds, long seconds) {
        CompletableFuture<EchoFigures> figures = new CompletableFuture<>();
        loop.execute(() -> {
            startedAtNanos = System.nanoTime();
            pace();
        });
        at(warmUpSeconds, trips::begin, figures);
        at(warmUpSeconds + seconds, () -> figures.complete(trips.end()), figures);
        return figures.join();
    }

    /** Something that reads {@code /proc}. */
    private interface Step {

        void run() throws IOException;
    }

    private void at(long seconds, Step step, CompletableFuture<EchoFigures> figures) {
        Runnable work = () -> {
            try {
                step.run();
            } catch (IOException e) {
                figures.completeExceptionally(e);
            }
        };
        loop.schedule(work, seconds, TimeUnit.SECONDS);
    }

    private void pace() {
        while (dueAtNanos() <= System.nanoTime()) {
            peers.probe((int) (probed++ % count));
        }
        peers.flush();
        long wait = dueAtNanos() - System.nanoTime();
        loop.schedule(this::pace, Math.max(LEAST_WAIT_NANOS, wait), TimeUnit.NANOSECONDS);
    }

    private long dueAtNanos() {
        return startedAtNanos + (long) (probed * intervalNanos);
    }
}
