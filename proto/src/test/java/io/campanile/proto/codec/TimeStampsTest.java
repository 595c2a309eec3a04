package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockState;
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
class TimeStampsTest {

    private final AtomicLong clock = new AtomicLong(1_000);
    private final TimeStamps stamps = new TimeStamps(clock::get);
    private final EmbeddedChannel channel = new EmbeddedChannel(new Role(stamps));

    @Test
    void stampsAReadingAsItIsWritten() {
        Reading reading = new Reading(1, 1, 1, 1_000, 1_000, ClockState.INITIAL);
        clock.set(5_000);
        channel.write(reading);
        clock.set(9_000);
        channel.flush();

        assertThat(throughTheWire(channel)).isEqualTo(reading.departing(5_000));
        assertThat(stamps.departureNanos()).isEqualTo(5_000);
    }

    @Test
    void stampsAProbeForTheMasterAlone() {
        Probe probe = new Probe(1, 1, 1, Standing.MEMBER, null);
        clock.set(7_000);
        channel.writeOutbound(probe);

        assertThat(stamps.departureNanos()).isEqualTo(7_000);
        assertThat(throughTheWire(channel)).isEqualTo(probe);
    }

    @Test
    void takesTheArrivalBeforeAnythingIsDecoded() {
        EmbeddedChannel sender = new EmbeddedChannel(new Role(new TimeStamps(() -> 0)));
        sender.writeOutbound(new Probe(1, 1, 1, Standing.MEMBER, null));
        // Decoding takes a millisecond here: whatever reads the clock later reads too much.
        channel.pipeline().addAfter(nameOf(ArrivalStamper.class), "slow", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                clock.addAndGet(1_000_000);
                ctx.fireChannelRead(message);
            }
        });
        clock.set(3_000);
        pass(sender, channel);

        assertThat(channel.<Object>readInbound()).isInstanceOf(Probe.class);
        assertThat(stamps.arrivalNanos()).isEqualTo(3_000);
        assertThat(stamps.nowNanos()).isGreaterThan(1_000_000);
        assertThat(sender.finish()).isFalse();
    }

    @Test
    void stampsThePartThatCompletesAMessage() {
        EmbeddedChannel sender = new EmbeddedChannel(new Role(new TimeStamps(() -> 0)));
        sender.writeOutbound(new Probe(1, 1, 1, Standing.MEMBER, null));
        clock.set(3_000);
        ByteBuf bytes = sender.readOutbound();
        channel.writeInbound(bytes.readRetainedSlice(3));
        assertThat(stamps.arrivalNanos()).isEqualTo(3_000);
        clock.set(4_000);
        channel.writeInbound(bytes);

        assertThat(channel.<Object>readInbound()).isInstanceOf(Probe.class);
        assertThat(stamps.arrivalNanos()).isEqualTo(4_000);
        assertThat(sender.finish()).isFalse();
    }

    private String nameOf(Class<? extends ChannelInboundHandlerAdapter> handler) {
        return channel.pipeline().context(handler).name();
    }

    private static Object throughTheWire(EmbeddedChannel from) {
        EmbeddedChannel to = new EmbeddedChannel(new Role(new TimeStamps(() -> 0)));
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
