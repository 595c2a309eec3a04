package io.campanile.slave;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.TestCorrections;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Correct;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Welcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.CharsetUtil;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A slave's handler in a pipeline that is not ours, as a user's own tests would have it. */
class ForeignPipelineTest {

    private static final long START = 1_800_000_000 * SECOND;
    private static final long SESSION = 77;

    private final AtomicLong local = new AtomicLong(START);
    private final DisciplinedClock clock = new DisciplinedClock(local::get, DisciplineLimits.DEFAULT);
    private final SlaveHandler handler = new SlaveHandler(new SlaveIdentity("a", 42, true), clock);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final MasterEnd master = new MasterEnd(channel);

    /** Speaks a protocol of its own until the other end agrees to speak Campanile. */
    private final class Upgrade extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.copiedBuffer("UPGRADE campanile\n", CharsetUtil.US_ASCII));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ((ByteBuf) message).release();
            ctx.pipeline().replace(this, null, handler);
        }
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void takesOverAConnectionAfterAnUpgrade() {
        channel.pipeline().addLast(new Upgrade());
        channel.pipeline().fireChannelActive();
        assertThat(channel.<ByteBuf>readOutbound().toString(CharsetUtil.US_ASCII))
                .isEqualTo("UPGRADE campanile\n");
        assertThat(channel.outboundMessages())
                .as("no hello before the other end agrees")
                .isEmpty();

        channel.writeInbound(Unpooled.copiedBuffer("OK\n", CharsetUtil.US_ASCII));

        synchronize();
    }

    @Test
    void leavesAloneWhoIsBeforeIt() {
        AtomicLong bytes = new AtomicLong();
        channel.pipeline().addLast("meter", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                bytes.addAndGet(((ByteBuf) message).readableBytes());
                ctx.fireChannelRead(message);
            }
        });
        channel.pipeline().addLast(handler);
        synchronize();

        assertThat(bytes).hasPositiveValue();
        assertThat(channel.pipeline().names().get(0)).isEqualTo("meter");
    }

    @Test
    void saysNothingToWhoIsBehindIt() {
        channel.pipeline().addLast(handler);
        channel.pipeline().addLast("behind", new ChannelInboundHandlerAdapter());
        synchronize();

        handler.leave(channel.pipeline().context(handler));

        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(master.receive()).isEqualTo(new Goodbye(SESSION, GoodbyeReason.SHUTDOWN, ""));
    }

    @Test
    void endsItsSessionWhenItIsRemoved() {
        channel.pipeline().addLast(handler);
        synchronize();

        channel.pipeline().remove(handler);

        assertThat(handler.ended()).isCompleted();
        assertThat(handler.ended().toCompletableFuture().join().reason()).isEqualTo("its handler was removed");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void isMadeAnewForEachConnection() {
        assertThat(handler.isSharable()).isFalse();
    }

    private void synchronize() {
        assertThat(master.receive()).isInstanceOf(Hello.class);
        master.send(new Welcome(SESSION, "a", 1, SECOND, 20 * SECOND));
        master.send(new Correct(SESSION, TestCorrections.first(START)));
        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
    }
}
