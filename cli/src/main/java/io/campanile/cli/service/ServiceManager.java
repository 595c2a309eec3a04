package io.campanile.cli.service;

import io.campanile.cli.option.Environment;
import io.campanile.proto.socket.SocketFailure;
import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service manager that started this process and wants to hear from it, such as systemd with {@code Type=notify}: that it is
 * ready, how it is, and that it does not hang. What is said, and where, is the protocol of {@code sd_notify(3)}: lines of
 * {@code NAME=value} in a datagram to the Unix socket that {@code NOTIFY_SOCKET} names.
 *
 * <p>Where nobody wants to hear anything, it says nothing. Any thread may use it, and waits for nothing.
 */
public final class ServiceManager implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);

    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final String WATCHDOG_MICROS = "WATCHDOG_USEC";
    private static final String WATCHDOG_PROCESS = "WATCHDOG_PID";

    /** Signs of life that it gets within the time that it allows for one: one may come late. */
    private static final int SIGNS_A_TIMEOUT = 3;

    private static final long CLOSE_MILLIS = 1000;

    private final @Nullable Channel channel;
    private final @Nullable Duration watchdog;

    // The channel's event loop alone uses it.
    private CompletionStage<?> pulse = CompletableFuture.completedFuture(null);

    private ServiceManager(@Nullable Channel channel, @Nullable Duration watchdog) {
        this.channel = channel;
        this.watchdog = watchdog;
    }

    /**
     * The one that this process' environment names.
     *
     * @throws IOException if it wants to hear something and cannot be told: one sentence that says what to do
     */
    public static ServiceManager of(Environment environment) throws IOException {
        String socket = environment.get(SOCKET);
        if (socket == null || socket.isEmpty()) {
            return new ServiceManager(null, null);
        }
        if (!Epoll.isAvailable()) {
            throw new IOException(
                    "the service manager cannot be told that this process is ready, since Netty's native library does not"
                            + " load: let it unpack and run files in java.io.tmpdir, or set Type=exec in the unit");
        }
        Duration watchdog = watchdog(environment);
        return new ServiceManager(connect(socket), watchdog);
    }

    private static Channel connect(String socket) throws IOException {
        EventLoopGroup loop = SocketIo.EPOLL.eventLoops(1, "campanile-service");
        // A name that begins with @ is no file: the kernel knows it by a zero in that place.
        String path = socket.startsWith("@") ? "\0" + socket.substring(1) : socket;
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(new DomainSocketAddress(path))
                .awaitUninterruptibly();
        if (!connecting.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(
                    "the service manager cannot be told anything at %s=%s: %s; unset it, or start this process by it"
                            .formatted(SOCKET, socket, SocketFailure.reason(connecting.cause())));
        }
        return connecting.channel();
    }

    private static @Nullable Duration watchdog(Environment environment) throws IOException {
        String micros = environment.get(WATCHDOG_MICROS);
        String process = environment.get(WATCHDOG_PROCESS);
        boolean ours = process == null
                || process.equals(String.valueOf(ProcessHandle.current().pid()));
        if (micros == null || !ours) {
            return null;
        }
        try {
            long number = Long.parseLong(micros);
            if (number > 0) {
                return Duration.of(number, ChronoUnit.MICROS);
            }
        } catch (NumberFormatException e) {
            log.debug("no number", e);
        }
        throw new IOException("%s is '%s': it has to be a number of microseconds, 1 or more; or unset it"
                .formatted(WATCHDOG_MICROS, micros));
    }

    /** This process does what it is for. Whoever waited for its start goes on. */
    public void ready(String status) {
        tell("READY=1\nSTATUS=" + status);
    }

    /** How it is, in a sentence for people. */
    public void status(String status) {
        tell("STATUS=" + status);
    }

    /** It is about to end. */
    public void stopping() {
        tell("STOPPING=1\nSTATUS=saying goodbye");
    }

    /**
     * From now on gives signs of life, if they are wanted: one each time that a pulse has come round. One that does not is
     * waited for, and meanwhile there is no sign: the service manager then starts this process again.
     *
     * @param pulses starts one, which completes when the event loops that matter have run something
     */
    public void watch(Supplier<CompletionStage<?>> pulses) {
        if (channel != null && watchdog != null) {
            long every = watchdog.toNanos() / SIGNS_A_TIMEOUT;
            channel.eventLoop().scheduleAtFixedRate(() -> feel(pulses), 0, every, TimeUnit.NANOSECONDS);
        }
    }

    private void feel(Supplier<CompletionStage<?>> pulses) {
        if (!pulse.toCompletableFuture().isDone()) {
            return;
        }
        try {
            pulse = pulses.get();
            pulse.thenRun(() -> tell("WATCHDOG=1"));
        } catch (RuntimeException e) {
            // As a rule this process is ending. If it is not, this is no sign of life.
            log.debug("no pulse", e);
        }
    }

    private void tell(String lines) {
        if (channel != null) {
            channel.writeAndFlush(ByteBufUtil.writeUtf8(channel.alloc(), lines)).addListener(sent -> {
                if (!sent.isSuccess()) {
                    log.warn("the service manager could not be told {}: {}", lines, SocketFailure.reason(sent.cause()));
                }
            });
        }
    }

    /** Sends what is to be sent, and lets go. */
    @Override
    public void close() {
        if (channel != null) {
            channel.close().awaitUninterruptibly(CLOSE_MILLIS);
            channel.eventLoop().parent().shutdownGracefully(0, 0, TimeUnit.SECONDS);
        }
    }
}
