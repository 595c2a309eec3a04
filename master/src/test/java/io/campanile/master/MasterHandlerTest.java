package io.campanile.master;

import static io.campanile.master.Handlers.deliver;
import static io.campanile.master.Handlers.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Mapping;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.ensemble.Suffrage;
import io.campanile.core.ensemble.Turnout;
import io.campanile.core.ensemble.Verdict;
import io.campanile.master.Tally.Event;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Goodbye;
import io.campanile.proto.v1.GoodbyeReason;
import io.campanile.proto.v1.Hello;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MasterHandlerTest {

    private final Handlers handlers = new Handlers().lead();

    @AfterEach
    void release() {
        handlers.close();
    }

    private EmbeddedChannel join(Hello.Builder hello) {
        EmbeddedChannel channel = handlers.accept();
        deliver(channel, RawPeer.hello(hello));
        return channel;
    }

    private EmbeddedChannel join(String name) {
        return join(Hello.newBuilder().setName(name));
    }

    private static Envelope onlyMessage(EmbeddedChannel channel) {
        List<Envelope> sent = sent(channel);
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    private static Goodbye onlyGoodbye(EmbeddedChannel channel) {
        return onlyMessage(channel).getGoodbye();
    }

    @Test
    void welcomesAndProbesAtOnce() {
        List<Envelope> sent = sent(join("a1"));
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).getWelcome().getName()).isEqualTo("a1");
        assertThat(sent.get(1).hasProbe()).isTrue();
        assertThat(sent.get(1).getSession()).isEqualTo(sent.get(0).getSession()).isNotZero();
    }

    @Test
    void givesUpAPeerThatSaysNothing() {
        EmbeddedChannel channel = handlers.accept();
        handlers.pass(4, TimeUnit.SECONDS);
        assertThat(channel.isOpen()).isTrue();
        handlers.pass(2, TimeUnit.SECONDS);
        Goodbye goodbye = onlyGoodbye(channel);
        assertThat(goodbye.getReason()).isEqualTo(GoodbyeReason.GOODBYE_REASON_IDLE);
        assertThat(goodbye.getDetail()).isEqualTo("no hello for 5 s");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void givesUpASlaveThatNoLongerAnswers() {
        EmbeddedChannel channel = join("a1");
        deliver(channel, answer(sent(channel).get(1)));
        handlers.pass(9, TimeUnit.SECONDS);
        handlers.startRound();
        assertThat(channel.isOpen()).isTrue();
        sent(channel);
        handlers.pass(2, TimeUnit.SECONDS);
        handlers.startRound();
        assertThat(onlyGoodbye(channel).getReason()).isEqualTo(GoodbyeReason.GOODBYE_REASON_IDLE);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void givesUpASlaveThatNeverAnswersThoughNoRoundComes() {
        EmbeddedChannel channel = join("a1");
        sent(channel);
        handlers.pass(6, TimeUnit.SECONDS);
        assertThat(onlyGoodbye(channel).getDetail()).isEqualTo("no reading that answers a probe for 5 s");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void isNotKeptAliveByReadingsThatNobodyAskedFor() {
        EmbeddedChannel channel = join("a1");
        Envelope answer = answer(sent(channel).get(1));
        deliver(channel, answer);
        for (int i = 0; i < 9; i++) {
            handlers.pass(1, TimeUnit.SECONDS);
            handlers.startRound();
            deliver(channel, answer);
        }
        sent(channel);
        handlers.pass(2, TimeUnit.SECONDS);
        handlers.startRound();
        assertThat(onlyGoodbye(channel).getReason()).isEqualTo(GoodbyeReason.GOODBYE_REASON_IDLE);
    }

    @Test
    void endsAFloodOfReadingsAtOnce() {
        EmbeddedChannel channel = join("a1");
        Envelope answer = answer(sent(channel).get(1));
        for (int i = 0; i < 1000 && channel.isOpen(); i++) {
            deliver(channel, answer);
        }
        List<Envelope> sent = sent(channel);
        assertThat(sent.get(sent.size() - 1).getGoodbye().getReason()).isEqualTo(GoodbyeReason.GOODBYE_REASON_FLOOD);
        assertThat(handlers.tally().of(Event.STRAY_READING)).isLessThan(100);
    }

    /** The right answer to a probe. */
    private static Envelope answer(Envelope probe) {
        return Envelope.newBuilder()
                .setSession(probe.getSession())
                .setReading(RawPeer.reading(probe.getProbe(), Handlers.START_NANOS))
                .build();
    }

    @Test
    void dropsAPeerThatDoesNotRead() {
        EmbeddedChannel channel = join("a1");
        Envelope welcome = sent(channel).get(0);
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        Envelope reading = Envelope.newBuilder()
                .setSession(welcome.getSession())
                .setReading(RawPeer.reading(
                        io.campanile.proto.v1.Probe.newBuilder().setSequence(1).build(), Handlers.START_NANOS))
                .build();
        deliver(channel, reading);
        assertThat(channel.isOpen()).isFalse();
        assertThat(sent(channel)).as("nothing more to send to it").isEmpty();
    }

    @Test
    void takesNobodyWhoseConnectionHasJustBrokenForOneThatDoesNotRead() {
        EmbeddedChannel channel = join("a1");
        channel.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext ctx) {
                // A round probes the slave before its handler hears that the connection is closed.
                handlers.startRound();
                ctx.fireChannelInactive();
            }
        });
        channel.close();
        assertThat(handlers.tally().of(io.campanile.core.message.GoodbyeReason.OVERFLOW))
                .isZero();
        assertThat(handlers.tally().of(Tally.Event.LOST)).isOne();
    }

    @Test
    void endsTheEarlierConnectionOfTheSameSlave() {
        Hello.Builder hello = Hello.newBuilder().setName("a1").setInstance(7);
        EmbeddedChannel earlier = join(hello);
        sent(earlier);
        EmbeddedChannel later = join(hello);
        earlier.runPendingTasks();
        assertThat(onlyGoodbye(earlier).getReason()).isEqualTo(GoodbyeReason.GOODBYE_REASON_SUPERSEDED);
        assertThat(earlier.isOpen()).isFalse();
        assertThat(sent(later).get(0).getWelcome().getName()).isEqualTo("a1");
        assertThat(later.isOpen()).isTrue();
    }

    @Test
    void freesTheNameOfASlaveThatLeft() {
        join("a1").close();
        assertThat(sent(join("a1")).get(0).getWelcome().getName()).isEqualTo("a1");
    }

    @Test
    void closesWithoutAWordWhenTheSlaveSaysGoodbye() {
        EmbeddedChannel channel = join("a1");
        long session = sent(channel).get(0).getSession();
        deliver(
                channel,
                Envelope.newBuilder()
                        .setSession(session)
                        .setGoodbye(Goodbye.newBuilder().setReason(GoodbyeReason.GOODBYE_REASON_SHUTDOWN))
                        .build());
        assertThat(channel.isOpen()).isFalse();
        assertThat(sent(channel)).isEmpty();
    }

    @Test
    void countsWhoComesAndGoes() {
        join("a1").close();
        deliver(
                join(Hello.newBuilder().setName("a2").setLastEpoch(1)),
                Envelope.newBuilder()
                        .setGoodbye(Goodbye.newBuilder().setReason(GoodbyeReason.GOODBYE_REASON_SHUTDOWN))
                        .build());
        handlers.accept();
        handlers.pass(11, TimeUnit.SECONDS);
        Tally tally = handlers.tally();
        assertThat(tally.of(Event.JOINED)).isEqualTo(1);
        assertThat(tally.of(Event.REJOINED)).isEqualTo(1);
        assertThat(tally.of(Event.LOST)).isEqualTo(1);
        assertThat(tally.of(Event.LEFT)).isEqualTo(1);
        assertThat(tally.of(io.campanile.core.message.GoodbyeReason.IDLE)).isEqualTo(1);
    }

    @Test
    void countsExchangesAndReadingsThatNobodyAskedFor() {
        EmbeddedChannel channel = handlers.accept();
        deliver(channel, RawPeer.hello(Hello.newBuilder().setName("a1")));
        List<Envelope> sent = sent(channel);
        handlers.now.addAndGet(70_000);
        Envelope reading = Envelope.newBuilder()
                .setSession(sent.get(0).getSession())
                .setReading(RawPeer.reading(sent.get(1).getProbe(), 0))
                .build();
        deliver(channel, reading);
        deliver(channel, reading);
        assertThat(handlers.tally().of(Event.STRAY_READING)).isEqualTo(1);
        assertThat(handlers.tally().roundTrips().sumNanos()).isEqualTo(70_000);
    }

    @Test
    void countsACorrectionOnceHoweverItTravels() {
        EmbeddedChannel channel = handlers.accept();
        deliver(channel, RawPeer.hello(Hello.newBuilder().setName("a1")));
        List<Envelope> sent = sent(channel);
        long session = sent.get(0).getSession();
        deliver(
                channel,
                Envelope.newBuilder()
                        .setSession(session)
                        .setReading(RawPeer.reading(sent.get(1).getProbe(), 0))
                        .build());
        sent(channel);

        MasterHandler handler = channel.pipeline().get(MasterHandler.class);
        handler.report();
        handler.correct(correction(session), true);
        assertThat(onlyMessage(channel).hasCorrection()).isTrue();
        assertThat(handlers.tally().of(Event.CORRECTION)).isEqualTo(1);

        handler.report();
        handler.correct(correction(session), false);
        assertThat(sent(channel)).isEmpty();
        handlers.startRound();
        assertThat(onlyMessage(channel).getProbe().hasCorrection()).isTrue();
        assertThat(handlers.tally().of(Event.CORRECTION)).isEqualTo(2);
    }

    private static RoundResult correction(long session) {
        Verdict clean = new Verdict(true, true, Suffrage.KEPT, null);
        return new RoundResult(
                1,
                1,
                0,
                Finding.AGREED,
                new Turnout(1, 1, 2, 2, 0),
                1,
                Mapping.IDENTITY,
                0,
                Outside.NONE,
                null,
                3_000_000_000L,
                600_000_000_000L,
                Map.of(session, clean),
                List.of());
    }
}
