package io.campanile.master;

import static io.campanile.master.Handlers.deliver;
import static io.campanile.master.Handlers.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.campanile.core.message.Message;
import io.campanile.proto.v1.Announcement;
import io.campanile.proto.v1.AnnouncementKind;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.GoodbyeReason;
import io.campanile.proto.v1.Hello;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Announcements on a slave's connection, beside its timekeeping. */
class AnnouncementHandlerTest {

    private final Handlers handlers = new Handlers().lead();

    @AfterEach
    void release() {
        handlers.close();
    }

    @Test
    void tellsASlaveThatItTakesPart() {
        EmbeddedChannel anna = join("anna");
        long session = sessionOf(anna);
        announce(anna, session, AnnouncementKind.ANNOUNCEMENT_KIND_JOINED);

        List<Envelope> told = told(anna);

        assertThat(told).hasSize(1);
        assertThat(told.get(0).getSession()).isEqualTo(session);
        assertThat(told.get(0).getAnnouncement().getFrom()).isEqualTo("anna");
    }

    @Test
    void tellsTheOthersOfFewComingsAndGoingsHoweverOftenOneJoinsAndLeaves() {
        EmbeddedChannel anna = join("anna");
        EmbeddedChannel bert = join("bert");
        long berts = sessionOf(bert);
        announce(anna, sessionOf(anna), AnnouncementKind.ANNOUNCEMENT_KIND_JOINED);
        told(anna);

        for (int i = 0; i < 90; i++) {
            announce(bert, berts, AnnouncementKind.ANNOUNCEMENT_KIND_JOINED);
            announce(bert, berts, AnnouncementKind.ANNOUNCEMENT_KIND_LEFT);
        }

        assertThat(told(anna)).hasSize(2 * AnnouncementHandler.JOINS_BURST);
        assertThat(bert.isOpen()).isTrue();
    }

    @Test
    void passesOnWhatOneSaysUnderEachSessionOfItsOwn() {
        EmbeddedChannel anna = join("anna");
        EmbeddedChannel bert = join("bert");
        long annas = sessionOf(anna);
        long berts = sessionOf(bert);
        announce(anna, annas, AnnouncementKind.ANNOUNCEMENT_KIND_JOINED);
        announce(bert, berts, AnnouncementKind.ANNOUNCEMENT_KIND_JOINED);
        told(anna);
        told(bert);

        announce(bert, berts, AnnouncementKind.ANNOUNCEMENT_KIND_SAID);

        Envelope atAnna = told(anna).get(0);
        assertThat(atAnna.getSession()).isEqualTo(annas);
        assertThat(atAnna.getAnnouncement().getFrom()).isEqualTo("bert");
        assertThat(told(bert)).extracting(Envelope::getSession).containsExactly(berts);
    }

    @Test
    void dropsWhatBelongsToAnotherSession() {
        EmbeddedChannel anna = join("anna");
        announce(anna, sessionOf(anna) + 1, AnnouncementKind.ANNOUNCEMENT_KIND_JOINED);

        assertThat(told(anna)).isEmpty();
        assertThat(anna.isOpen()).isTrue();
    }

    @Test
    void tellsTheOthersThatASlaveHasGone() {
        EmbeddedChannel anna = join("anna");
        EmbeddedChannel bert = join("bert");
        announce(anna, sessionOf(anna), AnnouncementKind.ANNOUNCEMENT_KIND_JOINED);
        announce(bert, sessionOf(bert), AnnouncementKind.ANNOUNCEMENT_KIND_JOINED);
        told(anna);

        bert.close();

        assertThat(told(anna))
                .extracting(e -> e.getAnnouncement().getFrom() + " "
                        + e.getAnnouncement().getKind())
                .containsExactly("bert ANNOUNCEMENT_KIND_LEFT");
    }

    @Test
    void turnsAwayASlaveThatFloods() {
        EmbeddedChannel loud = join("loud");
        long session = sessionOf(loud);
        for (int i = 0; i < AnnouncementHandler.FLOOD_BURST; i++) {
            announce(loud, session, AnnouncementKind.ANNOUNCEMENT_KIND_SAID);
        }
        assertThat(loud.isOpen()).isTrue();

        announce(loud, session, AnnouncementKind.ANNOUNCEMENT_KIND_SAID);

        List<Envelope> sent = sent(loud);
        assertThat(sent.get(sent.size() - 1).getGoodbye().getReason()).isEqualTo(GoodbyeReason.GOODBYE_REASON_FLOOD);
        assertThat(loud.isOpen()).isFalse();
        assertThat(handlers.tally().of(io.campanile.core.message.GoodbyeReason.FLOOD))
                .isOne();
    }

    @Test
    void forgivesASlaveWhoseAnnouncementsBunchUpOnTheirWay() {
        EmbeddedChannel busy = join("busy");
        long session = sessionOf(busy);
        for (int second = 0; second < 30; second++) {
            for (int i = 0; i < 10; i++) {
                announce(busy, session, AnnouncementKind.ANNOUNCEMENT_KIND_SAID);
            }
            handlers.now.addAndGet(10 * Message.Announcement.EACH_NANOS);
        }

        assertThat(busy.isOpen()).isTrue();
    }

    @Test
    void leavesAnAnnouncementBeforeTheHelloToTheSession() {
        EmbeddedChannel stranger = handlers.accept();

        announce(stranger, 0, AnnouncementKind.ANNOUNCEMENT_KIND_JOINED);

        assertThat(sent(stranger).get(0).getGoodbye().getDetail())
                .isEqualTo("an announcement has no place before the hello");
        assertThat(stranger.isOpen()).isFalse();
    }

    private EmbeddedChannel join(String name) {
        EmbeddedChannel channel = handlers.accept();
        channel.freezeTime();
        deliver(channel, RawPeer.hello(Hello.newBuilder().setName(name)));
        return channel;
    }

    private static long sessionOf(EmbeddedChannel channel) {
        return sent(channel).get(0).getSession();
    }

    private static void announce(EmbeddedChannel from, long session, AnnouncementKind kind) {
        deliver(
                from,
                Envelope.newBuilder()
                        .setSession(session)
                        .setAnnouncement(Announcement.newBuilder()
                                .setKind(kind)
                                .setFrom("whoever")
                                .setBody(ByteString.EMPTY))
                        .build());
    }

    /** What a slave is told within the time in which everybody is told. */
    private static List<Envelope> told(EmbeddedChannel channel) {
        channel.advanceTimeBy(10, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        return sent(channel).stream().filter(Envelope::hasAnnouncement).toList();
    }
}
