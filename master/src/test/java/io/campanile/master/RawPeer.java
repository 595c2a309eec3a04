package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.Message;
import io.campanile.proto.v1.Clock;
import io.campanile.proto.v1.ClockStatus;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Goodbye;
import io.campanile.proto.v1.GoodbyeReason;
import io.campanile.proto.v1.Hello;
import io.campanile.proto.v1.Probe;
import io.campanile.proto.v1.Reading;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * The other end of a connection, in the test's hands: a plain socket and the generated messages, none of our handlers. It
 * can say what no record of core's would hold.
 */
public final class RawPeer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5000;

    private final Socket socket = new Socket();
    private final InputStream in;

    RawPeer(InetSocketAddress master) throws IOException {
        socket.connect(master, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static Envelope hello(String name) {
        return hello(Hello.newBuilder().setName(name));
    }

    static Envelope hello(Hello.Builder hello) {
        if (hello.getProtocolVersion() == 0) {
            hello.setProtocolVersion(Message.PROTOCOL_VERSION);
        }
        return Envelope.newBuilder().setHello(hello).build();
    }

    /** The reading that an untouched clock would answer with. */
    static Reading.Builder reading(Probe probe, long nanos) {
        return Reading.newBuilder()
                .setRound(probe.getRound())
                .setSequence(probe.getSequence())
                .setT2Nanos(nanos)
                .setT3Nanos(nanos)
                .setClock(Clock.newBuilder().setStatus(ClockStatus.CLOCK_STATUS_UNSYNCHRONIZED));
    }

    void send(Envelope envelope) throws IOException {
        envelope.writeDelimitedTo(socket.getOutputStream());
    }

    void send(long session, Reading.Builder reading) throws IOException {
        send(Envelope.newBuilder().setSession(session).setReading(reading).build());
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Says hello and reads the welcome. */
    public Envelope join(String name) throws IOException {
        return join(Hello.newBuilder().setName(name));
    }

    Envelope join(Hello.Builder hello) throws IOException {
        send(hello(hello));
        Envelope welcome = read();
        assertThat(welcome.hasWelcome()).as("a welcome: %s", welcome).isTrue();
        return welcome;
    }

    /** The next message; fails when there is none within some seconds. */
    Envelope read() throws IOException {
        Envelope envelope = Envelope.parseDelimitedFrom(in);
        assertThat(envelope).as("a message, not the end of the stream").isNotNull();
        return envelope;
    }

    /** The next probe, past whatever else comes. */
    Probe readProbe() throws IOException {
        while (true) {
            Envelope envelope = read();
            if (envelope.hasProbe()) {
                return envelope.getProbe();
            }
        }
    }

    /** Reads to the end: one goodbye for this reason must be the last message, and the only one. */
    Goodbye expectGoodbye(GoodbyeReason reason) throws IOException {
        List<Envelope> rest = new ArrayList<>();
        for (Envelope next = Envelope.parseDelimitedFrom(in); next != null; next = Envelope.parseDelimitedFrom(in)) {
            rest.add(next);
        }
        assertThat(rest.stream().filter(Envelope::hasGoodbye)).hasSize(1);
        Goodbye goodbye = rest.get(rest.size() - 1).getGoodbye();
        assertThat(goodbye.getReason()).isEqualTo(reason);
        return goodbye;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
