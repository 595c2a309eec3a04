package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.message.Answer;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Standing;
import io.campanile.proto.Role;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When the stamps are taken, on a clock that stands still unless the test moves it. */
class StampsTest {

    private static final Probe PROBE = new Probe(1, 1, 1, 0, Standing.MEMBER, null);

    private final AtomicLong clock = new AtomicLong(1_000);
    private final Role role = new Role(clock::get);
    private final EmbeddedChannel channel = new EmbeddedChannel(role);

    @Test
    void makesAReadingOfAnAnswerAsItIsWritten() {
        clock.set(5_000);
        channel.write(new Answer(1, 2, 3, 0, 1_000, ClockState.INITIAL));
        clock.set(9_000);
        channel.flush();

        assertThat(throughTheWire(channel)).isEqualTo(new Reading(1, 2, 3, 0, 1_000, 5_000, ClockState.INITIAL));
        assertThat(role.departures).isEmpty();
    }

    @Test
    void tellsTheMasterAloneWhenAProbeWentOut() {
        clock.set(7_000);
        channel.writeOutbound(PROBE);

        assertThat(role.departures).containsExactly(new Departed(PROBE, 7_000, StampedBy.PROGRAM));
        assertThat(throughTheWire(channel)).isEqualTo(PROBE);
    }

    @Test
    void tellsNothingOfAMessageThatMeasuresNothing() {
        channel.writeOutbound(new Goodbye(1, GoodbyeReason.SHUTDOWN, ""));

        assertThat(role.departures).isEmpty();
        channel.releaseOutbound();
    }

    @Test
    void takesTheArrivalBeforeAnythingIsDecoded() {
        EmbeddedChannel sender = new EmbeddedChannel(new Role(() -> 0));
        sender.writeOutbound(PROBE);
        // Decoding takes a millisecond here: whatever reads the clock later reads too much.
        channel.pipeline().addAfter(nameOf(Stamper.class), "slow", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                clock.addAndGet(1_000_000);
                ctx.fireChannelRead(message);
            }
        });
        clock.set(3_000);
        pass(sender, channel);

        assertThat(channel.<Object>readInbound()).isEqualTo(PROBE);
        assertThat(role.arrivals).containsExactly(3_000L);
        assertThat(sender.finish()).isFalse();
    }

    @Test
    void stampsThePartThatCompletesAMessage() {
        EmbeddedChannel sender = new EmbeddedChannel(new Role(() -> 0));
        sender.writeOutbound(PROBE);
        clock.set(3_000);
        ByteBuf bytes = sender.readOutbound();
        channel.writeInbound(bytes.readRetainedSlice(3));
        clock.set(4_000);
        channel.writeInbound(bytes);

        assertThat(channel.<Object>readInbound()).isEqualTo(PROBE);
        assertThat(role.arrivals).containsExactly(4_000L);
        assertThat(sender.finish()).isFalse();
    }

    private String nameOf(Class<? extends ChannelInboundHandlerAdapter> handler) {
        return channel.pipeline().context(handler).name();
    }

    private static Object throughTheWire(EmbeddedChannel from) {
        EmbeddedChannel to = new EmbeddedChannel(new Role(() -> 0));
        pass(from, to);
        Object message = to.readInbound();
        assertThat(to.finish()).isFalse();
        return message;
    }

    private static void pass(EmbeddedChannel from, EmbeddedChannel to) {
        for (ByteBuf part = from.readOutbound(); part != null; part = from.readOutbound()) {
            to.writeInbound(part);
        }
    }
}
