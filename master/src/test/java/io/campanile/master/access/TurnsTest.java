package io.campanile.master.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Turns turns = new Turns(channel.eventLoop());
    private final List<Integer> done = new ArrayList<>();

    private void takes(int who, long nanos) {
        turns.take(() -> {
            done.add(who);
            LockSupport.parkNanos(nanos);
        });
    }

    private void pass() {
        channel.advanceTimeBy(Turns.PAUSE_NANOS, TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void aTurnEndsWhenItsTimeIsOverAndTheNextComesAfterAPause() {
        channel.freezeTime();
        takes(1, Turns.TURN_NANOS);
        takes(2, Turns.TURN_NANOS);
        channel.runPendingTasks();
        assertThat(done).containsExactly(1);

        pass();
        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void whoComesRightAfterATurnWaitsForThePause() {
        channel.freezeTime();
        takes(1, Turns.TURN_NANOS);
        channel.runPendingTasks();
        takes(2, 0);
        channel.runPendingTasks();
        assertThat(done).containsExactly(1);

        pass();
        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void whoComesAloneDoesNotWait() {
        channel.freezeTime();
        for (int who = 0; who < 3; who++) {
            takes(who, 0);
            channel.runPendingTasks();
        }
        assertThat(done).containsExactly(0, 1, 2);
    }

    @Test
    void aConnectionReadsNothingWhileItWaitsForItsTurn() throws Exception {
        SslHandler tls = SslContextBuilder.forClient().build().newHandler(channel.alloc());
        EmbeddedChannel waits = new EmbeddedChannel(new TurnHandler(turns));
        waits.pipeline().addLast(tls);
        channel.freezeTime();
        takes(1, Turns.TURN_NANOS);
        channel.runPendingTasks();

        ByteBuf read = Unpooled.copiedBuffer(new byte[] {22, 3, 1});
        waits.pipeline().fireChannelRead(read).fireChannelReadComplete();
        assertThat(waits.config().isAutoRead()).isFalse();

        pass();
        assertThat(waits.config().isAutoRead()).isTrue();
        waits.finishAndReleaseAll();
        assertThat(read.refCnt()).isZero();
    }

    @Test
    void whatWaitsIsReleasedWithItsConnection() throws Exception {
        EmbeddedChannel waits = new EmbeddedChannel(new TurnHandler(turns));
        waits.pipeline().addLast(SslContextBuilder.forClient().build().newHandler(channel.alloc()));
        ByteBuf read = Unpooled.copiedBuffer(new byte[] {22, 3, 1});
        waits.pipeline().fireChannelRead(read);

        waits.finishAndReleaseAll();
        channel.runPendingTasks();

        assertThat(read.refCnt()).isZero();
    }

    @Test
    void aConnectionWithoutAHandshakeUnderWayIsPassedOn() {
        EmbeddedChannel free = new EmbeddedChannel(new TurnHandler(turns));

        free.writeInbound(1);

        assertThat(free.<Integer>readInbound()).isEqualTo(1);
        assertThat(free.pipeline().get(TurnHandler.class)).isNull();
    }
}
