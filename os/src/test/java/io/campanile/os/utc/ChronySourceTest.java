package io.campanile.os.utc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainDatagramSocketAddress;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said with chrony, by the layout of its protocol; {@code docs/utc.md} shows it with a real one. */
class ChronySourceTest {

    private static final int LENGTH = 104;

    private DatagramSocket chrony;
    private ChronySource source;

    @BeforeEach
    void open() throws IOException {
        chrony = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        source = new ChronySource(List.of(port()));
    }

    private ChronyPort port() {
        return new ChronyPort((InetSocketAddress) chrony.getLocalSocketAddress());
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
                ByteBuffer changed = change.apply(reply(asked.getInt(8)));
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

    private static ByteBuffer reply(int sequence) {
        ByteBuffer reply = ByteBuffer.allocate(LENGTH);
        reply.put(0, (byte) 6).put(1, (byte) 2);
        reply.putShort(4, (short) 33).putShort(6, (short) 5).putShort(8, (short) 0);
        reply.putInt(16, sequence);
        reply.putInt(28, 0x7F000001).putShort(52, (short) 3).putShort(54, (short) 0);
        reply.putInt(68, number(-0.25e-3));
        reply.putInt(84, number(-0.5)).putInt(88, number(2));
        return reply.putInt(92, number(0.002)).putInt(96, number(0.0005));
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

    @Test
    void whereTheCommandPortIsClosedTheCommandSocketIsAsked(@TempDir Path folder) throws Exception {
        assumeTrue(Epoll.isAvailable());
        Path file = folder.resolve("chronyd.sock");
        ChronySource asking = new ChronySource(List.of(port(), new ChronyFile(file)));
        chrony.close();
        assertThatThrownBy(asking::read)
                .hasMessageContaining("no chrony answers at")
                .hasMessageContaining(file + " is not there");

        Set<String> askers = ConcurrentHashMap.newKeySet();
        AtomicBoolean ends = new AtomicBoolean();
        Socket daemon = Socket.newSocketDomainDgram();
        daemon.bind(new DomainSocketAddress(file.toString()));
        CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer(daemon, askers, ends));
        await().ignoreExceptions()
                .atMost(Duration.ofMinutes(1))
                .until(() -> asking.read().isPresent());
        ends.set(true);
        answering.get();
        daemon.close();

        assertThat(askers)
                .containsExactly(folder.resolve("campanile.%s.sock"
                                .formatted(ProcessHandle.current().pid()))
                        .toString());
        assertThat(folder).as("leaves nothing there").isDirectoryNotContaining("glob:**/campanile.*");
        assertThatThrownBy(asking::read).hasMessageContaining("no chrony answers at " + file);
    }

    private static void answer(Socket daemon, Set<String> askers, AtomicBoolean ends) {
        ByteBuffer in = ByteBuffer.allocateDirect(LENGTH);
        while (!ends.get()) {
            try {
                DomainDatagramSocketAddress from = daemon.recvFromDomainSocket(in, 0, LENGTH);
                if (from != null) {
                    askers.add(from.path());
                    ByteBuffer out = ByteBuffer.allocateDirect(LENGTH)
                            .put(reply(in.getInt(8)))
                            .flip();
                    daemon.sendToDomainSocket(out, 0, LENGTH, from.path().getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                // Whoever asked has given up.
            }
        }
    }
}
