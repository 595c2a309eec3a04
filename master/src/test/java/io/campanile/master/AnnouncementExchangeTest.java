package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.GoodbyeReason;
import io.campanile.slave.Announcement;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Slaves that announce things to one another through a master, on real sockets. */
@Timeout(120)
class AnnouncementExchangeTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void tellEverybodyInClusterTime(Transport transport) throws IOException {
        List<Announcement> atAnna = new CopyOnWriteArrayList<>();
        List<Announcement> atBert = new CopyOnWriteArrayList<>();
        try (Cluster cluster = new Cluster();
                Slave anna = slave(cluster, "anna", transport, atAnna);
                Slave bert = slave(cluster, "bert", transport, atBert)) {
            synchronize(anna);
            synchronize(bert);
            await().atMost(LONG).until(() -> heard(atAnna, AnnouncementKind.JOINED) == 2);

            assertThat(bert.announce("hello").toCompletableFuture())
                    .succeedsWithin(LONG)
                    .isEqualTo(true);

            await().atMost(LONG).until(() -> heard(atAnna, AnnouncementKind.SAID) == 1);
            await().atMost(LONG).until(() -> heard(atBert, AnnouncementKind.SAID) == 1);
            Announcement said = atAnna.get(atAnna.size() - 1);
            assertThat(said.from()).isEqualTo("bert");
            assertThat(said.text()).isEqualTo("hello");
            assertThat(said.error()).isLessThan(Announcement.UNKNOWN_ERROR);
            assertThat(anna.clock().isBefore(said.at().minus(said.error())))
                    .as("it was said before now")
                    .isFalse();

            byte[] noText = {0, (byte) 0xff, 1};
            assertThat(bert.announce(noText).toCompletableFuture())
                    .succeedsWithin(LONG)
                    .isEqualTo(true);
            await().atMost(LONG).until(() -> heard(atAnna, AnnouncementKind.SENT) == 1);
            assertThat(atAnna.get(atAnna.size() - 1).body().bytes()).containsExactly(noText);

            bert.stop();
            await().atMost(LONG).until(() -> heard(atAnna, AnnouncementKind.LEFT) == 1);
        }
    }

    @Test
    void areRefusedWhenTheyAreTooLongAndNotSentWithoutAMaster() {
        try (Slave alone =
                Campanile.slave().master("localhost", 1).onAnnouncement(a -> {}).build()) {
            assertThat(alone.announce("anybody?").toCompletableFuture())
                    .succeedsWithin(LONG)
                    .isEqualTo(false);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> alone.announce("鐘".repeat(171)))
                    .withMessage("the announcement has 513 bytes; it may have 512 at most");
        }
    }

    /** Whatever somebody shouts, the others' clocks stay within what they say of themselves, and soon it is over. */
    @Test
    void endTheConnectionOfWhoFloodsAndMoveNobody() throws IOException {
        try (Cluster cluster = new Cluster()) {
            TestSlave quiet = cluster.join("quiet", Duration.ofSeconds(2), 20);
            await().atMost(LONG).until(() -> quiet.clock().status() == ClockStatus.SYNCHRONIZED);
            shoutBeside(quiet, cluster);
        }
    }

    private static void shoutBeside(TestSlave quiet, Cluster cluster) throws IOException {
        try (RawPeer loud = cluster.connect()) {
            Envelope welcome = loud.join("loud");
            for (int i = 0; i <= AnnouncementHandler.FLOOD_BURST + 60; i++) {
                loud.send(shout(welcome.getSession(), i == 0));
                if (i % 50 == 0) {
                    long error = Math.abs(cluster.trueErrorNanos(quiet));
                    assertThat(error).isLessThanOrEqualTo(quiet.clock().read().errorNanos());
                }
            }
            assertThat(loud.expectGoodbye(GoodbyeReason.GOODBYE_REASON_FLOOD).getDetail())
                    .isEqualTo("it announces far more than 10 things a second");
            assertThat(quiet.clock().status()).isNotEqualTo(ClockStatus.UNSYNCHRONIZED);
        }
    }

    private static Envelope shout(long session, boolean first) {
        return Envelope.newBuilder()
                .setSession(session)
                .setAnnouncement(io.campanile.proto.v1.Announcement.newBuilder()
                        .setKindValue(first ? 1 : 2)
                        .setFrom("loud")
                        .setBody(ByteString.copyFrom(new byte[512])))
                .build();
    }

    private static Slave slave(Cluster cluster, String name, Transport transport, List<Announcement> heard) {
        var master = cluster.master().address();
        return Campanile.slave()
                .master(master.getHostString(), master.getPort())
                .name(name)
                .transport(transport)
                .onAnnouncement(heard::add)
                .build();
    }

    private static void synchronize(Slave slave) {
        assertThat(slave.start().toCompletableFuture()).succeedsWithin(LONG);
    }

    private static long heard(List<Announcement> all, AnnouncementKind kind) {
        return all.stream().filter(a -> a.kind() == kind).count();
    }
}
