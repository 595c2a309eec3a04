package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.message.Answer;
import io.campanile.core.message.Departure;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.proto.v1.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.protobuf.ProtobufDecoder;
import io.netty.handler.codec.protobuf.ProtobufEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the kernel's stamps, on a clock that stands still unless the test moves it, or each look at it takes time. */
class ChannelStampsTest {

    private static final Probe PROBE = new Probe(1, 1, 7, 0, Standing.MEMBER, null);

    private long now = 1_000;
    private long lookNanos;
    private long arrivedAt = 900;
    private StampedBy arrivalBy = StampedBy.KERNEL;
    private boolean stampsDepartures = true;

    /** What a datagram channel knows. */
    private final class Socket implements ChannelStamps {

        @Override
        public long waitedNanos() {
            return look() - arrivedAt;
        }

        @Override
        public StampedBy arrivalBy() {
            return arrivalBy;
        }

        @Override
        public boolean stampsDepartures() {
            return stampsDepartures;
        }
    }

    /** Stands where a role's handler stands. */
    private static final class Events extends ChannelInboundHandlerAdapter {

        private final List<Departed> departures = new ArrayList<>();
        private final List<Arrived> arrivals = new ArrayList<>();
        private final List<Reading> answered = new ArrayList<>();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            arrivals.add((Arrived) message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof Departed departed) {
                departures.add(departed);
            } else {
                answered.add(((Answered) event).reading());
            }
        }
    }

    private final Stamper stamper = new Stamper(this::look, new Socket());
    private final Events events = new Events();
    private final EmbeddedChannel channel = new EmbeddedChannel(
            stamper,
            new ProtobufDecoder(Envelope.getDefaultInstance()),
            new ProtobufEncoder(),
            new MessageCodec(this::look, stamper),
            events);

    /** A pause follows each look at a clock. */
    private long look() {
        long seen = now;
        now += lookNanos;
        return seen;
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    private Departing.Listener written(Message expected) {
        Departing departing = channel.readOutbound();
        assertThat(message(departing.content())).isEqualTo(expected);
        departing.release();
        return departing.listener();
    }

    private static Message message(ByteBuf bytes) {
        try {
            return Wire.toMessage(Envelope.parseFrom(bytes.nioBuffer())).orElseThrow();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Answer answer(long sequence) {
        return new Answer(1, 2, sequence, 0, 900, ClockState.INITIAL);
    }

    private static Reading reading(long sequence, long t3, Stamps stamps, @Nullable Departure before) {
        return answer(sequence).departing(t3, stamps, before);
    }

    @Test
    void takesOffWhatADatagramHasWaited() {
        channel.writeInbound(Unpooled.wrappedBuffer(Wire.toEnvelope(PROBE).toByteArray()));

        assertThat(events.arrivals).containsExactly(new Arrived(PROBE, 900));
    }

    @Test
    void aPauseOfTheThreadMakesNoArrivalEarly() {
        lookNanos = 500;
        channel.writeInbound(Unpooled.wrappedBuffer(Wire.toEnvelope(PROBE).toByteArray()));

        assertThat(events.arrivals.get(0).atNanos()).isGreaterThanOrEqualTo(900);
    }

    @Test
    void tellsTheMasterTwiceWhenAProbeLeft() {
        channel.writeOutbound(PROBE);
        assertThat(events.departures).containsExactly(new Departed(PROBE, 1_000, StampedBy.PROGRAM));

        now = 1_050;
        written(PROBE).left(() -> 20);

        assertThat(events.departures).endsWith(new Departed(PROBE, 1_030, StampedBy.KERNEL));
    }

    @Test
    void aPauseOfTheThreadMakesNoDepartureLate() {
        channel.writeOutbound(PROBE);
        now = 1_050;
        lookNanos = 500;
        written(PROBE).left(() -> look() - 1_030);

        assertThat(events.departures.get(1).atNanos()).isLessThanOrEqualTo(1_030);
    }

    @Test
    void theNextReadingTellsWhenTheLastOneLeft() {
        channel.writeOutbound(answer(7));
        now = 1_050;
        written(reading(7, 1_000, Stamps.KERNEL, null)).left(() -> 20);

        now = 2_000;
        channel.writeOutbound(answer(8));

        written(reading(8, 2_000, Stamps.KERNEL, new Departure(7, 1_030)));
    }

    @Test
    void promisesNoStampAfterOneThatDidNotCome() {
        channel.writeOutbound(answer(7));
        Departing.Listener late = written(reading(7, 1_000, Stamps.KERNEL, null));
        now = 2_000;
        channel.writeOutbound(answer(8));
        Departing.Listener next = written(reading(8, 2_000, Stamps.KERNEL_ARRIVAL, null));

        late.left(() -> 950);
        next.left(() -> 0);
        now = 3_000;
        channel.writeOutbound(answer(9));

        written(reading(9, 3_000, Stamps.KERNEL, new Departure(8, 2_000)));
    }

    @Test
    void aStampFromBeforeTheReadingWasWrittenDoesNotCount() {
        channel.writeOutbound(answer(7));
        written(reading(7, 1_000, Stamps.KERNEL, null)).left(() -> 1);
        channel.writeOutbound(answer(8));

        written(reading(8, 1_000, Stamps.KERNEL, null));
    }

    @Test
    void aCardKnowsBetterThanTheKernelUntilTheNextReadingIsWritten() {
        arrivalBy = StampedBy.CARD;
        channel.writeOutbound(answer(7));
        now = 1_050;
        Departing.Listener first = written(reading(7, 1_000, Stamps.HARDWARE, null));
        first.left(() -> 40);
        first.left(() -> 20);
        now = 2_000;
        channel.writeOutbound(answer(8));
        Departing.Listener second = written(reading(8, 2_000, Stamps.HARDWARE, new Departure(7, 1_030)));

        second.left(() -> 0);
        first.left(() -> 10);
        channel.writeOutbound(answer(9));

        written(reading(9, 2_000, Stamps.HARDWARE, new Departure(8, 2_000)));
        assertThat(events.answered).extracting(Reading::sequence).containsExactly(7L, 8L, 9L);
    }

    @Test
    void saysWhoseStampsTheReadingHas() {
        arrivalBy = StampedBy.PROGRAM;
        channel.writeOutbound(answer(7));
        written(reading(7, 1_000, Stamps.USER, null));

        stampsDepartures = false;
        channel.writeOutbound(answer(8));
        ByteBuf plain = channel.readOutbound();
        assertThat(message(plain)).isEqualTo(reading(8, 1_000, Stamps.USER, null));
        plain.release();
    }
}
