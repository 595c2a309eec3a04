package io.campanile.master;

import static io.campanile.proto.v1.GoodbyeReason.GOODBYE_REASON_MALFORMED;
import static io.campanile.proto.v1.GoodbyeReason.GOODBYE_REASON_OUT_OF_PHASE;
import static io.campanile.proto.v1.GoodbyeReason.GOODBYE_REASON_STALE_MASTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.campanile.core.message.Message;
import io.campanile.proto.v1.Announcement;
import io.campanile.proto.v1.Clock;
import io.campanile.proto.v1.ClockStatus;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Goodbye;
import io.campanile.proto.v1.Hello;
import io.campanile.proto.v1.Probe;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a peer sends, it hears what is wrong, once, and an honest slave beside it keeps being corrected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePeersTest {

    private final ListAppender<ILoggingEvent> leaks = new ListAppender<>();
    private final Cluster cluster;
    private final TestSlave honest;
    private RawPeer peer;

    HostilePeersTest() throws IOException {
        cluster = new Cluster();
        honest = cluster.join("honest", Duration.ofSeconds(1), 10);
        peer = cluster.connect();
    }

    @BeforeAll
    void listenForLeaks() {
        leaks.start();
        ((Logger) org.slf4j.LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(leaks);
    }

    @BeforeEach
    void connect() throws IOException {
        peer.close();
        peer = cluster.connect();
    }

    @AfterEach
    void theHonestSlaveIsStillCorrected() {
        long then = cluster.round();
        await().until(() -> honest.correctedInRound() > then);
    }

    @AfterAll
    void nothingLeaked() throws IOException {
        peer.close();
        cluster.close();
        // The detector reports what was collected when the next buffer is made.
        for (int i = 0; i < 3; i++) {
            System.gc();
            PooledByteBufAllocator.DEFAULT.buffer().release();
        }
        assertThat(leaks.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void answersRandomBytes(long seed) throws IOException {
        byte[] bytes = new byte[4096];
        new SplittableRandom(seed).nextBytes(bytes);
        peer.send(bytes);
        peer.expectGoodbye(GOODBYE_REASON_MALFORMED);
    }

    @Test
    void answersALengthThatNeverEnds() throws IOException {
        peer.send(new byte[] {-1, -1, -1, -1, -1, -1});
        peer.expectGoodbye(GOODBYE_REASON_MALFORMED);
    }

    @Test
    void answersAFrameThatIsTooLongBeforeItHasCome() throws IOException {
        // 1025 as a varint, and none of those bytes.
        peer.send(new byte[] {(byte) 0x81, 0x08, 0});
        Goodbye goodbye = peer.expectGoodbye(GOODBYE_REASON_MALFORMED);
        assertThat(goodbye.getDetail()).isEqualTo("a message is longer than the limit of 1024 bytes");
    }

    @Test
    void answersAFrameThatIsNoMessage() throws IOException {
        peer.send(new byte[] {3, -1, -1, -1});
        Goodbye goodbye = peer.expectGoodbye(GOODBYE_REASON_MALFORMED);
        assertThat(goodbye.getDetail()).isEqualTo("these bytes are no Campanile message; is this the right port?");
    }

    @Test
    void answersASecondOffenceInTheSamePacketNoMore() throws IOException {
        peer.send(new byte[] {3, -1, -1, -1, 3, -1, -1, -1, 3, -1, -1, -1});
        peer.expectGoodbye(GOODBYE_REASON_MALFORMED);
    }

    @Test
    void answersANameThatIsNone() throws IOException {
        peer.send(RawPeer.hello(""));
        Goodbye goodbye = peer.expectGoodbye(GOODBYE_REASON_MALFORMED);
        assertThat(goodbye.getDetail()).isEqualTo("a name has 1 to 64 printable characters");
    }

    @Test
    void answersAnEpochThatNobodyHas() throws IOException {
        peer.send(RawPeer.hello(Hello.newBuilder().setName("a1").setLastEpoch(-1)));
        peer.expectGoodbye(GOODBYE_REASON_MALFORMED);
    }

    @Test
    void isNotDrivenToTheEndOfTheEpochs() throws IOException {
        peer.send(RawPeer.hello(Hello.newBuilder().setName("a1").setLastEpoch(Long.MAX_VALUE)));
        peer.expectGoodbye(GOODBYE_REASON_STALE_MASTER);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1", "4611686018427387904, 0", "0, 9223372036854775807", "5, 4"})
    void answersStampsThatNoClockShows(long t2, long t3) throws IOException {
        Envelope welcome = peer.join("a1");
        Probe probe = peer.readProbe();
        peer.send(welcome.getSession(), RawPeer.reading(probe, 0).setT2Nanos(t2).setT3Nanos(t3));
        peer.expectGoodbye(GOODBYE_REASON_MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, NaN", "0, 0, 60000000", "-1, 0, 0", "0, -9223372036854775808, 0"})
    void answersAMappingThatNoClockApplies(long anchor, long offset, double rate) throws IOException {
        Envelope welcome = peer.join("a1");
        Clock.Builder clock = Clock.newBuilder()
                .setStatus(ClockStatus.CLOCK_STATUS_SYNCHRONIZED)
                .setAnchorNanos(anchor)
                .setOffsetNanos(offset)
                .setRatePpb(rate);
        peer.send(welcome.getSession(), RawPeer.reading(peer.readProbe(), 0).setClock(clock));
        peer.expectGoodbye(GOODBYE_REASON_MALFORMED);
    }

    @Test
    void answersAReadingBeforeTheHello() throws IOException {
        peer.send(0, RawPeer.reading(Probe.getDefaultInstance(), 1));
        Goodbye goodbye = peer.expectGoodbye(GOODBYE_REASON_OUT_OF_PHASE);
        assertThat(goodbye.getDetail()).contains("reading", "before the hello");
    }

    @Test
    void answersASecondHello() throws IOException {
        peer.join("a1");
        peer.send(RawPeer.hello("a1"));
        peer.expectGoodbye(GOODBYE_REASON_OUT_OF_PHASE);
    }

    @Test
    void answersASlaveThatPlaysTheMaster() throws IOException {
        Envelope welcome = peer.join("a1");
        peer.send(Envelope.newBuilder()
                .setSession(welcome.getSession())
                .setProbe(peer.readProbe())
                .build());
        peer.expectGoodbye(GOODBYE_REASON_OUT_OF_PHASE);
    }

    @Test
    void passesOverAMessageOfALaterRelease() throws IOException {
        Envelope welcome = peer.join("a1");
        Probe first = peer.readProbe();
        peer.send(Envelope.newBuilder()
                .setAnnouncement(Announcement.newBuilder().setFrom("later"))
                .build());
        peer.send(welcome.getSession(), RawPeer.reading(first, 1));
        assertThat(peer.readProbe().getSequence()).isEqualTo(first.getSequence() + 1);
    }

    @Test
    void takesNoAnswerTwice() throws IOException {
        Envelope welcome = peer.join("a1");
        Probe first = peer.readProbe();
        peer.send(welcome.getSession(), RawPeer.reading(first, 1));
        assertThat(peer.readProbe().getSequence()).isEqualTo(first.getSequence() + 1);
        for (int i = 0; i < 50; i++) {
            peer.send(welcome.getSession(), RawPeer.reading(first, 1));
        }
        // The second probe is still the one that waits: only the next round asks again.
        assertThat(peer.readProbe().getRound()).isGreaterThan(first.getRound());
    }

    /** At the first moment that a stamp may show, and an hour before the last. */
    @ParameterizedTest
    @CsvSource({"0, -1, behind", "4611682418427387904, 1, ahead"})
    void leavesOutAClockAtTheEndOfTime(long start, long sign, String where) throws IOException {
        Envelope welcome = peer.join(where);
        Clock.Builder clock = Clock.newBuilder()
                .setStatus(ClockStatus.CLOCK_STATUS_SYNCHRONIZED)
                .setVersion(1)
                .setOffsetNanos(sign * Message.MAX_OFFSET_NANOS)
                .setRatePpb(50_000_000);
        long connected = System.nanoTime();
        // A burst has four probes: this goes on for some fifty rounds at most.
        for (int i = 0; i < 200 && !rejection(where).startsWith("BEYOND_PANIC"); i++) {
            Probe probe = peer.readProbe();
            long local = start + System.nanoTime() - connected;
            peer.send(welcome.getSession(), RawPeer.reading(probe, local).setClock(clock));
        }
        assertThat(rejection(where))
                .matches("BEYOND_PANIC: it is \\d+(\\.\\d+)? s %s, the panic limit is 1000 s.*".formatted(where));
    }

    private String rejection(String slave) {
        return cluster.master().status().slaves().stream()
                .filter(s -> s.name().equals(slave))
                .map(SlaveStatus::rejection)
                .filter(Objects::nonNull)
                .map(r -> r.reason() + ": " + r.detail())
                .findFirst()
                .orElse("");
    }
}
