package io.campanile.os;

import io.campanile.proto.codec.ChannelStamps;
import io.campanile.proto.socket.KernelSockets;
import io.campanile.proto.socket.TimeStamps;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sockets with Linux's time stamps: the kernel's, and for datagrams those of a network card. */
public final class LinuxSockets implements KernelSockets {

    /** Where structures are laid out as {@link Inbox} does it, and the constants are these. */
    private static final Set<String> MACHINES = Set.of("amd64", "aarch64");

    private final Cards cards;

    /** Looked for when somebody wants it. */
    private @Nullable Card card;

    /** For the service loader. */
    public LinuxSockets() {
        this(new LinuxCards());
    }

    /** With these network cards. */
    LinuxSockets(Cards cards) {
        this.cards = cards;
    }

    @Override
    public Optional<String> objection() {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (!system.equals("Linux") || !MACHINES.contains(machine.toLowerCase(Locale.ROOT))) {
            return Optional.of("they are known on Linux on x86-64 and on ARM, 64 bits, and this is %s on %s"
                    .formatted(system, machine));
        }
        if (FakedClocks.inThisProcess()) {
            return Optional.of("libfaketime shows this process other clocks than the kernel's");
        }
        if (!Epoll.isAvailable()) {
            return Optional.of("Netty's library for epoll does not load");
        }
        try {
            new StampedSocket(0, false, true, null, () -> {}).socket().close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the kernel refuses them: " + e.getMessage());
        } catch (LinkageError e) {
            return Optional.of("JNA's library does not load: " + e.getMessage());
        }
    }

    @Override
    public Optional<String> objectionToCards() {
        try {
            card();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private synchronized Card card() throws IOException {
        Card found = card == null ? Card.of(cards) : card;
        card = found;
        return found;
    }

    @Override
    public Bootstrap datagrams(
            EventLoop loop, int bufferBytes, int datagramBytes, boolean sharesPort, TimeStamps wanted) {
        return new Bootstrap().group(loop).channelFactory(() -> {
            try {
                return new StampedChannel(socket(bufferBytes, sharesPort, wanted), datagramBytes);
            } catch (IOException e) {
                throw new ChannelException("cannot open a socket with time stamps: " + e.getMessage(), e);
            }
        });
    }

    @Override
    public Optional<ChannelStamps> arrivals(Channel connection, TimeStamps wanted) {
        try {
            return connection instanceof EpollSocketChannel socket
                    ? Optional.of(StampedConnection.of(socket, wanted != TimeStamps.AUTO))
                    : Optional.empty();
        } catch (ChannelException e) {
            return Optional.empty();
        }
    }

    private StampedSocket socket(int bufferBytes, boolean sharesPort, TimeStamps wanted) throws IOException {
        boolean always = wanted != TimeStamps.AUTO;
        if (wanted != TimeStamps.HARDWARE) {
            return new StampedSocket(bufferBytes, sharesPort, always, null, () -> {});
        }
        Card stamping = card();
        return new StampedSocket(bufferBytes, sharesPort, always, stamping.open(), stamping::misses);
    }
}
