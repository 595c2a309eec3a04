package io.campanile.proto.datagram;

import io.campanile.proto.v1.Clock;
import io.campanile.proto.v1.ClockStatus;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Hello;
import io.campanile.proto.v1.Reading;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A plain UDP socket on loopback that says what the test wants, to whoever wrote to it last unless it knows whom. */
final class RawDatagrams implements AutoCloseable {

    /** Long enough on a busy machine. */
    private static final int WAIT_MILLIS = 10_000;

    /** What does not come within this does not come. */
    private static final int SILENCE_MILLIS = 150;

    private final DatagramSocket socket;
    private @Nullable InetSocketAddress peer;

    RawDatagrams(@Nullable InetSocketAddress peer) throws SocketException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.peer = peer;
    }

    static Envelope hello(long nonce, long cookie) {
        return Envelope.newBuilder()
                .setHello(Hello.newBuilder()
                        .setProtocolVersion(1)
                        .setName("a")
                        .setInstance(42)
                        .setNonce(nonce)
                        .setCookie(cookie))
                .build();
    }

    static Envelope reading(long session) {
        return Envelope.newBuilder()
                .setSession(session)
                .setReading(Reading.newBuilder()
                        .setSequence(1)
                        .setT2Nanos(5)
                        .setT3Nanos(5)
                        .setClock(Clock.newBuilder().setStatus(ClockStatus.CLOCK_STATUS_UNSYNCHRONIZED)))
                .build();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void send(Envelope envelope) throws IOException {
        send(envelope.toByteArray());
    }

    void send(byte[] bytes) throws IOException {
        if (peer == null) {
            throw new IllegalStateException("nobody has written yet");
        }
        socket.send(new DatagramPacket(bytes, bytes.length, peer));
    }

    Envelope receive() throws IOException {
        return Envelope.parseFrom(receiveBytes());
    }

    byte[] receiveBytes() throws IOException {
        socket.setSoTimeout(WAIT_MILLIS);
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        peer = (InetSocketAddress) packet.getSocketAddress();
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** Whether nothing comes for a while. */
    boolean isSilent() throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        try {
            socket.receive(new DatagramPacket(new byte[2048], 2048));
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
