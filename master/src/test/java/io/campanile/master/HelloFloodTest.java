package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Hello;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hellos from a thousand addresses, of those who prove their address and never answer a probe. How accurate an honest slave is
 * meanwhile depends on who else wants the processor, and {@code bench/run trust} measures it with a million hellos; what is asserted
 * here holds on any machine.
 */
@Timeout(600)
class HelloFloodTest {

    private static final int ADDRESSES = 1_000;
    private static final int HELLOS = 2_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final ByteBuffer answer = ByteBuffer.allocate(2048);
    private long said;
    private long answered;

    @AfterEach
    void close() throws IOException {
        for (DatagramChannel socket : sockets) {
            socket.close();
        }
    }

    private void open(InetSocketAddress master) throws IOException {
        for (int i = 0; i < ADDRESSES; i++) {
            DatagramChannel socket = DatagramChannel.open();
            sockets.add(socket);
            byte[] from = {127, 1, (byte) (i / 250), (byte) (1 + i % 250)};
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
            socket.configureBlocking(false);
            socket.connect(master);
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

    /** Answers the challenges that have come, so that sessions begin. */
    private void prove(DatagramChannel socket) throws IOException {
        while (socket.read(answer.clear()) > 0) {
            Envelope envelope = Envelope.parseFrom(answer.flip());
            if (envelope.hasChallenge()) {
                answered += answer.limit();
                say(
                        socket,
                        envelope.getChallenge().getNonce(),
                        envelope.getChallenge().getCookie());
            }
        }
    }

    private void flood() throws IOException {
        for (int i = 0; i < HELLOS; i++) {
            DatagramChannel socket = sockets.get(i % ADDRESSES);
            said += say(socket, random.nextLong() | 1, 0);
            prove(socket);
        }
    }

    @Test
    void costsAnHonestSlaveNothingThatLastsAndIsOverSoonAfterItsEnd() throws IOException {
        try (Cluster cluster = new Cluster()) {
            TestSlave honest = cluster.joinOverUdp(
                    "honest", Duration.ofSeconds(3), cluster.master().address());
            await().until(() -> honest.clock().status() == ClockStatus.SYNCHRONIZED);
            open(cluster.master().address());
            long round = cluster.round();

            flood();

            assertThat(answered)
                    .as("bytes to addresses that are not proven")
                    .isPositive()
                    .isLessThanOrEqualTo(said);
            await().until(() -> cluster.round() > round + 1);
            assertThat(cluster.master().status().slaves())
                    .hasSizeLessThanOrEqualTo(Cluster.MOST_SLAVES)
                    .extracting(SlaveStatus::name)
                    .contains("honest");
            assertThat(cluster.master().status().lost())
                    .extracting(SlaveStatus::name)
                    .doesNotContain("honest");
            assertThat(honest.clock().status()).isNotEqualTo(ClockStatus.UNSYNCHRONIZED);
            // Nobody of them answers a probe: they go by themselves, and the honest one stays.
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(cluster.master().status().slaves())
                            .extracting(SlaveStatus::name)
                            .containsExactly("honest"));
            long corrected = honest.correctedInRound();
            await().until(() -> honest.correctedInRound() > corrected);
        }
    }
}
