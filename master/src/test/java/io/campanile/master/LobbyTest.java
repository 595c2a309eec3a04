package io.campanile.master;

import static io.campanile.master.Handlers.deliver;
import static io.campanile.master.Handlers.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.round.WaitingRoom;
import io.campanile.master.Leadership.Following;
import io.campanile.master.Leadership.Vacant;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Goodbye;
import io.campanile.proto.v1.GoodbyeReason;
import io.campanile.proto.v1.Hello;
import io.campanile.proto.v1.Redirect;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LobbyTest {

    private static final Following ELSEWHERE = new Following("m2.example", 8080, 42);
    private static final long PATIENCE_SECONDS = TimeUnit.NANOSECONDS.toSeconds(WaitingRoom.PATIENCE_NANOS);

    private final Handlers handlers = new Handlers();
    private long instances;

    @AfterEach
    void release() {
        handlers.close();
    }

    private EmbeddedChannel hello(String name) {
        EmbeddedChannel channel = handlers.accept();
        deliver(channel, RawPeer.hello(Hello.newBuilder().setName(name).setInstance(++instances)));
        return channel;
    }

    private static Envelope onlyMessage(EmbeddedChannel channel) {
        List<Envelope> sent = sent(channel);
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    @Test
    void parksAHelloUntilATermOpens() {
        EmbeddedChannel first = hello("a1");
        EmbeddedChannel second = hello("a1");
        assertThat(sent(first)).isEmpty();

        handlers.lead();

        assertThat(sent(first).get(0).getWelcome().getName()).isEqualTo("a1");
        assertThat(sent(second).get(0).getWelcome().getName())
                .as("in order of coming")
                .isEqualTo("a1-2");
    }

    @Test
    void takesAHelloThatIsRepeatedWhileItWaitsForTheSame() {
        EmbeddedChannel channel = hello("a1");
        deliver(channel, RawPeer.hello("a1"));
        assertThat(sent(channel)).isEmpty();

        handlers.lead();

        List<Envelope> sent = sent(channel);
        assertThat(sent.get(0).hasWelcome()).isTrue();
        assertThat(sent.stream().filter(Envelope::hasWelcome)).hasSize(1);
    }

    @Test
    void refusesAtOnceWhoseVersionNoTermCouldLetIn() {
        EmbeddedChannel channel = handlers.accept();
        deliver(channel, RawPeer.hello(Hello.newBuilder().setName("a1").setProtocolVersion(9)));
        assertThat(onlyMessage(channel).getGoodbye().getReason())
                .isEqualTo(GoodbyeReason.GOODBYE_REASON_VERSION_MISMATCH);
    }

    @Test
    void turnsAwayWhoHasWaitedForTooLongAndSaysWhatToDo() {
        EmbeddedChannel channel = hello("a1");
        handlers.pass(PATIENCE_SECONDS - 1, TimeUnit.SECONDS);
        assertThat(channel.isOpen()).isTrue();

        handlers.pass(2, TimeUnit.SECONDS);

        Goodbye goodbye = onlyMessage(channel).getGoodbye();
        assertThat(goodbye.getReason()).isEqualTo(GoodbyeReason.GOODBYE_REASON_SHUTDOWN);
        assertThat(goodbye.getDetail())
                .isEqualTo("nobody leads the cluster at the moment: try another master, or again later");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void sendsWhoWaitsOnWhenALeaderBecomesKnown() {
        EmbeddedChannel channel = hello("a1");

        handlers.close(ELSEWHERE);

        Redirect redirect = onlyMessage(channel).getRedirect();
        assertThat(redirect.getHost()).isEqualTo("m2.example");
        assertThat(redirect.getPort()).isEqualTo(8080);
        assertThat(redirect.getEpoch()).isEqualTo(42);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void sendsOnAtOnceWhoAsksWhileAnotherMasterLeads() {
        handlers.close(ELSEWHERE);
        assertThat(onlyMessage(hello("a1")).hasRedirect()).isTrue();
    }

    @Test
    void namesTheLeaderBeforeASessionBeginsToThoseForWhomItIsNews() {
        assertThat(handlers.onward(0)).as("nobody leads").isEmpty();

        handlers.close(ELSEWHERE);
        assertThat(handlers.onward(41)).contains(ELSEWHERE.redirect(1));
        assertThat(handlers.onward(42)).as("it knows that one").isEmpty();

        handlers.lead();
        assertThat(handlers.onward(0)).as("this master leads").isEmpty();
    }

    @Test
    void sendsTheSlavesOfATermOnWhenAnotherMasterLeads() {
        handlers.lead();
        EmbeddedChannel channel = hello("a1");
        long session = sent(channel).get(0).getSession();

        handlers.close(ELSEWHERE);

        Envelope last = onlyMessage(channel);
        assertThat(last.hasRedirect()).isTrue();
        assertThat(last.getSession()).isEqualTo(session);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void saysGoodbyeToTheSlavesOfATermWhenNobodyIsKnownToLead() {
        handlers.lead();
        EmbeddedChannel channel = hello("a1");
        sent(channel);

        handlers.close(new Vacant());

        Goodbye goodbye = onlyMessage(channel).getGoodbye();
        assertThat(goodbye.getReason()).isEqualTo(GoodbyeReason.GOODBYE_REASON_SHUTDOWN);
        assertThat(goodbye.getDetail())
                .isEqualTo("this master no longer leads, and nobody else is known to: try again");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void leavesStrangersAloneWhenATermCloses() {
        handlers.lead();
        EmbeddedChannel stranger = handlers.accept();
        handlers.close(new Vacant());
        assertThat(stranger.isOpen()).isTrue();
        assertThat(sent(stranger)).isEmpty();
    }

    @Test
    void forgetsWhoLeavesWhileItWaits() {
        hello("a1").close();
        handlers.lead();
        assertThat(sent(hello("a1")).get(0).getWelcome().getName()).isEqualTo("a1");
    }
}
