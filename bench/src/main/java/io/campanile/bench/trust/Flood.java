package io.campanile.bench.trust;

import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Hello;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that floods a master with hellos over UDP, from many addresses of this machine. It proves each address, and answers no
 * probe.
 */
final class Flood {

    private static final int PER_NET = 250;
    private static final int AT_ONCE = 100;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final ByteBuffer answer = ByteBuffer.allocate(2048);
    private long sent;
    private long proven;

    private Flood() {}

    /** Floods: the port, how many hellos, how many of them in a second, from how many addresses. */
    public static void main(String[] args) throws IOException {
        Flood flood = new Flood();
        flood.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])),
                Integer.parseInt(args[3]));
        long began = System.nanoTime();
        flood.say(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.printf("said %d and proved %d in %d ms%n", flood.sent, flood.proven, millis);
    }

    private void open(InetSocketAddress master, int addresses) throws IOException {
        for (int i = 0; i < addresses; i++) {
            DatagramChannel socket = DatagramChannel.open();
            byte[] from = {127, 2, (byte) (i / PER_NET), (byte) (1 + i % PER_NET)};
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
            socket.configureBlocking(false);
            socket.connect(master);
            sockets.add(socket);
        }
    }

    private void say(int hellos, int perSecond) throws IOException {
        long began = System.nanoTime();
        for (int i = 0; i < hellos; i++) {
            if (i % AT_ONCE == 0) {
                long due = began + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
            }
            DatagramChannel socket = sockets.get(i % sockets.size());
            try {
                say(socket, random.nextLong() | 1, 0);
                sent++;
                prove(socket);
            } catch (PortUnreachableException e) {
                throw new IOException("the master has ended", e);
            }
        }
    }

    private static void say(DatagramChannel socket, long nonce, long cookie) throws IOException {
        Hello hello = Hello.newBuilder()
                .setProtocolVersion(1)
                .setName("flood")
                .setInstance(nonce)
                .setNonce(nonce)
                .setCookie(cookie)
                .build();
        socket.write(
                ByteBuffer.wrap(Envelope.newBuilder().setHello(hello).build().toByteArray()));
    }

    private void prove(DatagramChannel socket) throws IOException {
        while (socket.read(answer.clear()) > 0) {
            Envelope envelope = Envelope.parseFrom(answer.flip());
            if (envelope.hasChallenge()) {
                say(
                        socket,
                        envelope.getChallenge().getNonce(),
                        envelope.getChallenge().getCookie());
                proven++;
            }
        }
    }
}
