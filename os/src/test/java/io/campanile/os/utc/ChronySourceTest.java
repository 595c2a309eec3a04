package io.campanile.os.utc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said with chrony, by the layout of its protocol; {@code docs/utc.md} shows it with a real one. */
class ChronySourceTest {

    private static final int LENGTH = 104;

    private DatagramSocket chrony;
    private ChronySource source;

    @BeforeEach
    void open() throws IOException {
        chrony = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        source = new ChronySource((InetSocketAddress) chrony.getLocalSocketAddress());
    }

    @AfterEach
    void close() {
        chrony.close();
    }

    /** The next request is answered so. */
    private CompletableFuture<byte[]> answer(UnaryOperator<ByteBuffer> change) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                DatagramPacket request = new DatagramPacket(new byte[512], 512);
                chrony.receive(request);
                ByteBuffer asked = ByteBuffer.wrap(request.getData(), 0, request.getLength());
                ByteBuffer reply = ByteBuffer.allocate(LENGTH);
                reply.put(0, (byte) 6).put(1, (byte) 2);
                reply.putShort(4, (short) 33).putShort(6, (short) 5).putShort(8, (short) 0);
                reply.putInt(16, asked.getInt(8));
                reply.putInt(28, 0x7F000001).putShort(52, (short) 3).putShort(54, (short) 0);
                reply.putInt(68, number(-0.25e-3));
                reply.putInt(84, number(-0.5)).putInt(88, number(2));
                reply.putInt(92, number(0.002)).putInt(96, number(0.0005));
                ByteBuffer changed = change.apply(reply);
                byte[] bytes = new byte[changed.remaining()];
                changed.duplicate().get(bytes);
                chrony.send(new DatagramPacket(bytes, bytes.length, request.getSocketAddress()));
                byte[] question = new byte[request.getLength()];
                asked.get(question);
                return question;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** As chrony writes it: 7 bits of exponent, 25 of fraction. */
    private static int number(double value) {
        int exponent = Math.getExponent(value) + 2;
        int fraction = (int) Math.round(value * Math.pow(2, 25 - exponent));
        return (exponent << 25) | (fraction & 0x1FFFFFF);
    }

    @Test
    void addsUpWhatTheClockCanBeOffBy() throws Exception {
        CompletableFuture<byte[]> asked = answer(reply -> reply);
        WallError error = source.read().orElseThrow();

        assertThat(error.errorNanos()).as("0.25 + 0.5 + 2 / 2 ms").isCloseTo(1_750_000, within(10L));
        assertThat(error.growthPpb()).isEqualTo(15_000 + 2_500);
        assertThat(asked.get()).hasSize(LENGTH).startsWith(6, 1, 0, 0, 0, 33);
    }

    @Test
    void saysNothingUntilChronyFollowsSomebody() throws Exception {
        answer(reply -> reply.putShort(54, (short) 3));
        assertThat(source.read()).isEmpty();
        answer(reply -> reply.putInt(28, 0x7F7F0101));
        assertThat(source.read()).as("its own clock").isEmpty();
        answer(reply -> reply.putInt(96, 0x7F000000 | 0xFFFFFF));
        assertThat(source.read()).as("any error").isEmpty();
    }

    @Test
    void refusalsAndStrangersAreTold() {
        answer(reply -> reply.putShort(8, (short) 2));
        assertThatThrownBy(source::read).hasMessageContaining("refuses");
        answer(reply -> reply.putInt(16, 77));
        assertThatThrownBy(source::read).hasMessageContaining("another protocol");
        answer(reply -> ByteBuffer.allocate(3));
        assertThatThrownBy(source::read).hasMessageContaining("another protocol");
    }

    @Test
    void aMachineWithoutChronyIsTold() {
        chrony.close();
        assertThatThrownBy(source::read).isInstanceOf(IOException.class).hasMessageContaining("no chrony answers at");
    }
}
