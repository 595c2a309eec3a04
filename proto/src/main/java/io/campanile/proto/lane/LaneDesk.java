package io.campanile.proto.lane;

import io.campanile.core.LocalClock;
import io.campanile.core.message.Message.Probe;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.codec.Departed;
import io.campanile.proto.codec.MessageCodec;
import io.campanile.proto.datagram.Lanes;
import io.campanile.proto.datagram.Lanes.Lane;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.v1.Envelope;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A master's end of a session whose probes may go as datagrams, on its connection. A hello with a nonce says that the slave takes them;
 * the welcome repeats it, and from then on there is a lane: whoever says that nonce in a datagram, and proves where it is, has it.
 * The handler behind this one hears so as a {@link LaneEvent}; it sends a probe by the lane as {@link ByDatagram}, and all that comes of it
 * comes as if by the connection: {@link Departed} and {@link Arrived}.
 *
 * <p>Guarantee: what a lane brings is handed on in the order in which it happened, and a departure only of the newest probe.
 *
 * <p>One for each connection, whose event loop calls everything but {@link #run}. The lane may be on another.
 */
public final class LaneDesk extends ChannelDuplexHandler {

    private final Lanes lanes;
    private final LocalClock clock;
    private long nonce;
    private long session;
    private long newest;
    private @Nullable Channel lane;
    private @Nullable ChannelHandlerContext context;

    private LaneDesk(Lanes lanes, LocalClock clock) {
        this.lanes = lanes;
        this.clock = clock;
    }

    /** Puts one into a connection's pipeline, in which envelopes become messages already; the same clock stamps its datagrams. */
    public static void addTo(ChannelPipeline pipeline, Lanes lanes) {
        LocalClock clock = pipeline.get(MessageCodec.class).clock();
        pipeline.addBefore(pipeline.context(MessageCodec.class).name(), null, new LaneDesk(lanes, clock));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (session == 0 && message instanceof Envelope envelope && envelope.hasHello()) {
            nonce = envelope.getHello().getNonce();
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByDatagram datagram) {
            promise.trySuccess();
            send(datagram.probe());
        } else if (message instanceof Envelope envelope && envelope.hasWelcome()) {
            welcome(ctx, envelope, promise);
        } else {
            if (message instanceof Envelope envelope && envelope.hasProbe()) {
                newest = envelope.getProbe().getSequence();
            }
            ctx.write(message, promise);
        }
    }

    private void welcome(ChannelHandlerContext ctx, Envelope envelope, ChannelPromise promise) {
        if (nonce == 0) {
            ctx.write(envelope, promise);
            // Thousands of slaves take no datagrams, and need no desk.
            ctx.pipeline().remove(this);
            return;
        }
        Envelope welcome = envelope.toBuilder()
                .setWelcome(envelope.getWelcome().toBuilder().setNonce(nonce))
                .build();
        session = envelope.getSession();
        PeerNames owner = PeerNames.of(ctx.channel()).orElse(null);
        lanes.open(session, new Lane(nonce, owner, () -> new LaneEnd(this, welcome, clock)));
        ctx.write(welcome, promise);
    }

    private void send(Probe probe) {
        newest = probe.sequence();
        Channel to = lane;
        if (to != null) {
            // From another event loop, this comes to the lane's as a task.
            to.writeAndFlush(probe, to.voidPromise());
        }
    }

    /** Has the connection's event loop do something, in the order of the calls. Any thread may call it. */
    void run(Runnable step) {
        ChannelHandlerContext ctx = context();
        if (ctx.executor().inEventLoop()) {
            step.run();
        } else {
            ctx.executor().execute(step);
        }
    }

    /** A channel of the lane is there, in place of the one before. */
    void opened(Channel channel) {
        Channel before = lane;
        lane = channel;
        if (session == 0) {
            closeLane();
            return;
        }
        if (before != null && before != channel) {
            before.close();
        }
        context().fireUserEventTriggered(LaneEvent.OPENED);
    }

    /** A channel of the lane is there no more. */
    void closed(Channel channel) {
        if (lane == channel) {
            lane = null;
            context().fireUserEventTriggered(LaneEvent.CLOSED);
        }
    }

    /** The lane brings a message. */
    void arrived(Channel from, Arrived arrived) {
        if (lane == from) {
            context().fireChannelRead(arrived);
        }
    }

    /** A probe has left by the lane. */
    void departed(Channel from, Departed departed) {
        if (lane == from && departed.probe().sequence() == newest) {
            context().fireUserEventTriggered(departed);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        if (session != 0) {
            lanes.close(session);
            session = 0;
            closeLane();
        }
    }

    private void closeLane() {
        Channel channel = lane;
        lane = null;
        if (channel != null) {
            channel.close();
        }
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "not in a pipeline yet");
    }
}
