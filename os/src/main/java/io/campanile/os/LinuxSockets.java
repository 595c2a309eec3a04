package io.campanile.os;

import io.campanile.proto.socket.KernelSockets;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Datagram sockets with Linux's software time stamps. */
public final class LinuxSockets implements KernelSockets {

    /** Where structures are laid out as {@link Inbox} does it, and the constants are these. */
    private static final Set<String> MACHINES = Set.of("amd64", "aarch64");

    /** For the service loader. */
    public LinuxSockets() {}

    @Override
    public Optional<String> objection() {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (!system.equals("Linux") || !MACHINES.contains(machine.toLowerCase(Locale.ROOT))) {
            return Optional.of("they are known on Linux on x86-64 and on ARM, 64 bits, and this is %s on %s"
                    .formatted(system, machine));
        }
        if (!Epoll.isAvailable()) {
            return Optional.of("Netty's library for epoll does not load");
        }
        try {
            new StampedSocket(0, false, true).socket().close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the kernel refuses them: " + e.getMessage());
        } catch (LinkageError e) {
            return Optional.of("JNA's library does not load: " + e.getMessage());
        }
    }

    @Override
    public Bootstrap datagrams(EventLoop loop, int bufferBytes, int datagramBytes, boolean sharesPort, boolean always) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(() -> new StampedChannel(bufferBytes, datagramBytes, sharesPort, always));
    }
}
