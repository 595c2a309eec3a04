package io.campanile.bench.classroom;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.bench.process.Loopback;
import io.campanile.clock.SkewedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.Units;
import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The clients of a {@link ClassroomServer}, all in one process, each with a wrong clock of its own. Since all clocks descend
 * from the machine's, it is known how far they are apart. On one event loop, so that the server's threads are the only
 * ones that crowd the machine.
 */
public final class ClassroomClients {

    private static final int LONGEST_LINE = 64;
    private static final int DIGITS = 3;
    private static final long MAX_OFFSET_NANOS = 2 * Units.SECOND_NANOS;
    private static final double MAX_DRIFT_PPB = 100_000;

    private final SystemClock machine = new SystemClock();
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<ClassroomClient> clients = new ArrayList<>();
    private final Histogram errors = new Histogram(DIGITS);
    private final EventLoop loop = SocketIo.best().eventLoops(1, "clients").next();
    private final long cycleNanos;
    private long held;

    private ClassroomClients(long cycleSeconds) {
        cycleNanos = cycleSeconds * Units.SECOND_NANOS;
    }

    /**
     * Connects, says when it begins to measure, and prints the figures as JSON.
     *
     * @param args clients, the server's port, seconds of a cycle, to warm up, to measure
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        ClassroomClients clients = new ClassroomClients(Long.parseLong(args[2]));
        clients.connect(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        TimeUnit.SECONDS.sleep(Long.parseLong(args[3]));
        System.out.println("measuring");
        AgreementFigures figures = clients.measure(Long.parseLong(args[4]));
        System.out.println(new ObjectMapper().writeValueAsString(figures));
        System.exit(0);
    }

    private void connect(int count, int port) throws IOException {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(SocketIo.best().channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        ClassroomClient client = newClient();
                        clients.add(client);
                        channel.pipeline()
                                .addLast(
                                        new LineBasedFrameDecoder(LONGEST_LINE),
                                        new StringDecoder(),
                                        new StringEncoder(),
                                        client);
                    }
                });
        Loopback.connect(bootstrap, count, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private ClassroomClient newClient() {
        long offset = random.nextLong(-MAX_OFFSET_NANOS, MAX_OFFSET_NANOS);
        SkewedClock local = new SkewedClock(machine, offset, random.nextDouble(-MAX_DRIFT_PPB, MAX_DRIFT_PPB));
        return new ClassroomClient(local, cycleNanos, random.nextLong(cycleNanos));
    }

    private AgreementFigures measure(long seconds) throws InterruptedException {
        for (long i = 0; i < seconds; i++) {
            TimeUnit.SECONDS.sleep(1);
            loop.submit(this::compare).syncUninterruptibly();
        }
        return new AgreementFigures(
                held, errors.getValueAtPercentile(50), errors.getValueAtPercentile(99), errors.getMaxValue());
    }

    /** How far each clock is from the median of all, as the load generator counts it. */
    private void compare() {
        long[] ahead = clients.stream()
                .filter(ClassroomClient::isHeld)
                .mapToLong(client -> client.nanos() - machine.nanos())
                .toArray();
        held = ahead.length;
        Arrays.sort(ahead);
        for (long nanos : ahead) {
            errors.recordValue(Math.abs(nanos - ahead[ahead.length / 2]));
        }
    }
}
