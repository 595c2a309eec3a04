package io.campanile.load;

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

/**
 * Strangers who flood a master on this machine with hellos over UDP, each from a loopback address of its own. They prove their
 * addresses, and answer no probe.
 *
 * <p>One thread uses it.
 */
public final class HelloFlood implements AutoCloseable {

    private static final int PER_NET = 250;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final ByteBuffer answer = ByteBuffer.allocate(2048);
    private long hellos;
    private long saidBytes;
    private long challengedBytes;
    private long proven;

    private HelloFlood() {}

    /**
     * Strangers who have said nothing yet.
     *
     * @param master where it listens
     * @param addresses from how many addresses
     * @throws IOException if a socket cannot be opened
     */
    public static HelloFlood open(InetSocketAddress master, int addresses) throws IOException {
        HelloFlood flood = new HelloFlood();
        try {
            for (int i = 0; i < addresses; i++) {
                flood.connect(master, new byte[] {127, 2, (byte) (i / PER_NET), (byte) (1 + i % PER_NET)});
            }
            return flood;
        } catch (IOException e) {
            flood.close();
            throw e;
        }
    }

    private void connect(InetSocketAddress master, byte[] from) throws IOException {
        DatagramChannel socket = DatagramChannel.open();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
        socket.configureBlocking(false);
        socket.connect(master);
    }

    /**
     * Says one more hello, from the next address, and answers the challenges that have come there.
     *
     * @throws IOException if the master has ended
     */
    public void say() throws IOException {
        DatagramChannel socket = sockets.get((int) (hellos % sockets.size()));
        try {
            saidBytes += say(socket, random.nextLong() | 1, 0);
            hellos++;
            prove(socket);
        } catch (PortUnreachableException e) {
            throw new IOException("the master has ended", e);
        }
    }

    private static int say(DatagramChannel socket, long nonce, long cookie) throws IOException {
        Hello hello = Hello.newBuilder()
                .setProtocolVersion(1)
                .setName("flood")
                .setInstance(nonce)
                .setNonce(nonce)
                .setCookie(cookie)
                .build();
        return socket.write(
                ByteBuffer.wrap(Envelope.newBuilder().setHello(hello).build().toByteArray()));
    }

    /** So that sessions begin. */
    private void prove(DatagramChannel socket) throws IOException {
        while (socket.read(answer.clear()) > 0) {
            Envelope envelope = Envelope.parseFrom(answer.flip());
            if (envelope.hasChallenge()) {
                challengedBytes += answer.limit();
                say(
                        socket,
                        envelope.getChallenge().getNonce(),
                        envelope.getChallenge().getCookie());
                proven++;
            }
        }
    }

    /** How many hellos were said, the proofs of addresses apart. */
    public long hellos() {
        return hellos;
    }

    /** How many bytes these had. */
    public long saidBytes() {
        return saidBytes;
    }

    /** How many bytes came back to addresses that were not proven. */
    public long challengedBytes() {
        return challengedBytes;
    }

    /** How many hellos were repeated with a proof. */
    public long proven() {
        return proven;
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel socket : sockets) {
            socket.close();
        }
    }
}
