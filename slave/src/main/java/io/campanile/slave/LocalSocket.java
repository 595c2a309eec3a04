package io.campanile.slave;

import io.campanile.clock.DisciplinedClock;
import io.campanile.proto.socket.SocketFailure;
import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other programs of this machine, in whatever language, what a slave's clock shows: a UNIX domain socket that answers a
 * datagram with cluster time, its error and its status, and with what it takes to carry the time on. {@code docs/local-socket.md}
 * defines what goes over it.
 *
 * <p>Its file can be used by whom its mode lets write to it, and is removed when this or the slave is closed. It works on the slave's event
 * loop, answers {@value LocalSocketHandler#MOST_A_SECOND} requests a second at most, and waits for nobody: who does not read its
 * answers gets none.
 *
 * <p>Linux alone, with Netty's native library ({@code netty-transport-native-epoll}). Thread-safe.
 */
public final class LocalSocket implements AutoCloseable {

    /** Every program of the machine may ask: {@code rw-rw-rw-}. */
    public static final Set<PosixFilePermission> EVERYBODY = PosixFilePermissions.fromString("rw-rw-rw-");

    private static final Logger log = LoggerFactory.getLogger(LocalSocket.class);

    private static final long CLOSE_MILLIS = 1_000;

    private final Channel channel;
    private final SocketFile file;

    private LocalSocket(Channel channel, SocketFile file) {
        this.channel = channel;
        this.file = file;
    }

    /**
     * Checks a path before anything is opened.
     *
     * @throws IllegalArgumentException if no socket can have it, since it is too long
     */
    public static void requirePath(Path path) {
        SocketFile.requireLength(path);
    }

    /**
     * Opens one. Not to be called on the slave's event loop.
     *
     * @param slave whose clock it tells; before the first correction that is the machine's, unsynchronized
     * @param path its file, of up to 107 bytes; one that a killed process has left there is replaced
     * @param mode who may write to it, and so ask
     * @throws IOException if it cannot be opened there, with one sentence that says what to do: no such directory, somebody listens there
     *     already, something else is there, or no such socket can be had on this machine
     * @throws IllegalArgumentException if the path is too long, or the slave's event loop does not serve epoll
     */
    public static LocalSocket open(Slave slave, Path path, Set<PosixFilePermission> mode) throws IOException {
        return slave.tell(path, mode);
    }

    static LocalSocket open(DisciplinedClock clock, EventLoop loop, Path path, Set<PosixFilePermission> mode)
            throws IOException {
        SocketFile file = new SocketFile(path);
        if (!Epoll.isAvailable()) {
            throw new IOException(
                    ("there can be no local socket, since Netty's native library for Linux does not load (%s): let it unpack and run"
                                    + " files in java.io.tmpdir, or do without the socket")
                            .formatted(Epoll.unavailabilityCause().getMessage()));
        }
        if (SocketIo.of(loop) != SocketIo.EPOLL) {
            throw new IllegalArgumentException(
                    "a local socket needs an event loop for epoll: give the slave such event loops, or none");
        }
        file.requireFree();
        return new LocalSocket(bind(new LocalTime(clock, System::nanoTime), loop, file, mode), file);
    }

    private static Channel bind(LocalTime time, EventLoop loop, SocketFile file, Set<PosixFilePermission> mode)
            throws IOException {
        EpollDomainDatagramChannel channel = new EpollDomainDatagramChannel();
        ChannelFuture binding = new Bootstrap()
                .group(loop)
                .channelFactory(() -> channel)
                // One byte more than a request has, so that a longer one shows.
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LocalAnswer.HEADER_BYTES + 1))
                .handler(new LocalSocketHandler(time::now, (answer, to) -> send(channel, answer, to)))
                .bind(file.address())
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException("the local socket cannot be made at %s: %s; choose another path"
                    .formatted(file.address().path(), SocketFailure.reason(binding.cause())));
        }
        try {
            file.made(mode);
        } catch (IOException e) {
            file.remove();
            channel.close();
            throw e;
        }
        return channel;
    }

    /** Around Netty's queue: there, an answer that its peer does not take would hold up those to all others. */
    private static void send(EpollDomainDatagramChannel channel, ByteBuffer answer, byte[] to) {
        try {
            new Socket(channel.fd().intValue()).sendToDomainSocket(answer, answer.position(), answer.limit(), to);
        } catch (IOException e) {
            log.debug("who asked is gone", e);
        }
    }

    /** Closes it and removes its file. Idempotent; waits for a second at most, and not at all on the event loop. */
    @Override
    public void close() {
        // First, while it cannot be mistaken for that of another process; and also where the caller's event loop has
        // gone.
        file.remove();
        ChannelFuture closing = channel.close();
        if (!channel.eventLoop().inEventLoop()) {
            closing.awaitUninterruptibly(CLOSE_MILLIS);
        }
    }
}
