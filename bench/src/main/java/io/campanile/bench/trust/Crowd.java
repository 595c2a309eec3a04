package io.campanile.bench.trust;

import io.campanile.bench.ladder.Pki;
import io.campanile.load.Farewell;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.tls.TlsFiles;
import io.campanile.slave.Campanile;
import io.campanile.slave.ConnectionSetup;
import io.campanile.slave.Slave;
import io.campanile.slave.TcpDialer;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Production slaves with certificates, over TCP, whose connections can be cut all at once. One thread uses it. */
final class Crowd implements AutoCloseable {

    private static final long LOOK_MILLIS = 2;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long JOIN_MILLIS = 3;

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "crowd");
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<Slave> slaves = new ArrayList<>();

    /** Makes the slaves; none is started. */
    Crowd(int size, Pki pki, int port) throws IOException {
        EventLoop loop = loops.next();
        for (String name : names(size)) {
            TlsFiles files = new TlsFiles(pki.certificate(name), pki.key(name), pki.authority());
            TcpDialer dialer = new TcpDialer(loop, null, ConnectionSetup.tls(files.read(Instant.now())));
            slaves.add(Campanile.slave()
                    .name(name)
                    .master("127.0.0.1", port)
                    .eventLoopGroup(loop)
                    .dialer((master, handler) -> noted(dialer.dial(master, handler)))
                    .build());
        }
    }

    /** What the slaves of a crowd are called. */
    static List<String> names(int size) {
        return IntStream.range(0, size).mapToObj(i -> "crowd-" + i).toList();
    }

    private ChannelFuture noted(ChannelFuture connecting) {
        connections.add(connecting.channel());
        return connecting;
    }

    /** Has them join one after the other, and waits until all are corrected. */
    void join() throws IOException, InterruptedException {
        long[] before = corrections();
        for (Slave slave : slaves) {
            slave.start();
            TimeUnit.MILLISECONDS.sleep(JOIN_MILLIS);
        }
        awaitCorrected(before);
    }

    /**
     * Cuts all connections at once.
     *
     * @return for each slave, how many nanoseconds passed from then until it was corrected again; in ascending order
     */
    long[] comeBack() throws IOException, InterruptedException {
        long cut = System.nanoTime();
        connections.close().awaitUninterruptibly();
        long[] corrected = awaitCorrected(corrections());
        return Arrays.stream(corrected).map(at -> at - cut).sorted().toArray();
    }

    /** When each of them has been corrected again, as far as it shows in a look every two milliseconds. */
    private long[] awaitCorrected(long[] before) throws IOException, InterruptedException {
        long[] at = new long[before.length];
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (Arrays.stream(at).anyMatch(nanos -> nanos == 0)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            long[] now = corrections();
            long nanos = System.nanoTime();
            if (nanos > deadline) {
                throw new IOException("%s slaves were not corrected within a minute"
                        .formatted(Arrays.stream(at).filter(each -> each == 0).count()));
            }
            for (int i = 0; i < at.length; i++) {
                if (at[i] == 0 && now[i] != before[i]) {
                    at[i] = nanos;
                }
            }
        }
        return at;
    }

    private long[] corrections() {
        return slaves.stream()
                .mapToLong(slave -> slave.clock().read().timeline().target().version())
                .toArray();
    }

    @Override
    public void close() {
        Farewell.of(slaves, loops);
    }
}
