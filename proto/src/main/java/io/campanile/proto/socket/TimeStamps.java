package io.campanile.proto.socket;

import io.campanile.proto.codec.ChannelStamps;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.Optional;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who stamps datagrams, and what comes in over connections. What leaves over a connection the program stamps, whatever this says. */
public enum TimeStamps {
    /**
     * The kernel, where it can be had; the program elsewhere, which is said once in the log. Beyond some thousand in a second,
     * which only a master of more than a thousand slaves has, the program stamps datagrams that leave and what comes in over connections: so many
     * stamps of the kernel would take too much.
     */
    AUTO,
    /** The program, as it reads and writes. */
    USER,
    /** The kernel, or nobody. */
    KERNEL,
    /**
     * A network card that has a clock, beside the kernel; the kernel, for datagrams that the card does not stamp. Where there is no such card,
     * nobody.
     */
    HARDWARE;

    private static final Logger log = LoggerFactory.getLogger(TimeStamps.class);

    /** Looked for once. */
    private static final class Found {

        static final Optional<KernelSockets> SOCKETS = ServiceLoader.load(
                        KernelSockets.class, KernelSockets.class.getClassLoader())
                .findFirst();

        static final String OBJECTION = SOCKETS.isEmpty()
                ? "the module campanile-os is not on the class path"
                : SOCKETS.get().objection().orElse("");

        static {
            if (SOCKETS.isPresent() && !OBJECTION.isEmpty()) {
                log.info("this program takes the time stamps, not the kernel: {}", OBJECTION);
            }
        }

        private Found() {}
    }

    /**
     * Refuses what cannot be had here.
     *
     * @throws IllegalArgumentException if the kernel's or a card's stamps are wanted, and there are none: why, in one sentence
     */
    public void require() {
        if (needsDatagrams() && !Found.OBJECTION.isEmpty()) {
            throw new IllegalArgumentException("the kernel's time stamps cannot be had: " + Found.OBJECTION);
        }
        if (this == HARDWARE) {
            Found.SOCKETS.orElseThrow().objectionToCards().ifPresent(why -> {
                throw new IllegalArgumentException("a network card's time stamps cannot be had: " + why);
            });
        }
    }

    /** Whether nothing else will do, so that there have to be datagrams. */
    public boolean needsDatagrams() {
        return this == KERNEL || this == HARDWARE;
    }

    /**
     * Makes a datagram socket that many peers share.
     *
     * @param loop whose kind decides which socket
     * @param sharesPort whether other sockets of this process listen on the same port
     * @throws IllegalArgumentException if the kernel's or a card's stamps are wanted, and there are none
     */
    public Bootstrap datagrams(EventLoop loop, boolean sharesPort) {
        SocketIo io = SocketIo.of(loop);
        require();
        return this == USER || io != SocketIo.EPOLL || !Found.OBJECTION.isEmpty()
                ? io.datagrams(loop, sharesPort)
                : Found.SOCKETS
                        .orElseThrow()
                        .datagrams(loop, SocketIo.SOCKET_BUFFER_BYTES, SocketIo.DATAGRAM_BYTES, sharesPort, this);
    }

    /** Has the kernel stamp what comes in over a connection, where it can; to be called before anything has. */
    public void stampArrivals(Channel connection) {
        if (this != USER && connection instanceof EpollSocketChannel && Found.OBJECTION.isEmpty()) {
            Found.SOCKETS
                    .orElseThrow()
                    .arrivals(connection, this)
                    .ifPresent(connection.attr(ChannelStamps.OF_CONNECTION)::set);
        }
    }
}
