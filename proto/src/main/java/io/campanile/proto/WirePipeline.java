package io.campanile.proto;

import io.campanile.core.LocalClock;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.codec.ChannelStamps;
import io.campanile.proto.codec.Departed;
import io.campanile.proto.codec.FrameDecoder;
import io.campanile.proto.codec.MessageCodec;
import io.campanile.proto.codec.Stamper;
import io.campanile.proto.datagram.PeerChannel;
import io.campanile.proto.v1.Envelope;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.protobuf.ProtobufDecoder;
import io.netty.handler.codec.protobuf.ProtobufEncoder;
import io.netty.handler.codec.protobuf.ProtobufVarint32LengthFieldPrepender;

/** The handlers between a socket and a role's own handler, in the order in which bytes come in. */
public final class WirePipeline {

    // These have no state. So all channels share them: a master has thousands of channels.
    private static final ChannelHandler LENGTHS = new ProtobufVarint32LengthFieldPrepender();
    private static final ChannelHandler DECODER = new ProtobufDecoder(Envelope.getDefaultInstance());
    private static final ChannelHandler ENCODER = new ProtobufEncoder();

    private WirePipeline() {}

    /**
     * Puts them before the role's handler, which reads {@link Arrived} and writes core's messages. {@link Departed} tells it
     * when its probes went out.
     *
     * @param role the context of the role's handler
     * @param clock takes the stamps
     */
    public static void installBefore(ChannelHandlerContext role, LocalClock clock) {
        Stamper stamper;
        if (role.channel() instanceof PeerChannel peer) {
            // 1. When did it come in?
            stamper = new Stamper(clock, peer);
            add(role, stamper);
            // 2. Datagrams to envelopes and back.
            addEnvelopes(role);
            // 3. What a connection does by itself: hellos that arrive, addresses that are proven.
            add(role, peer.handshake());
        } else {
            // 1. When did it come in? Before anything else takes time.
            stamper = new Stamper(clock, ChannelStamps.ofConnection(role.channel()));
            add(role, stamper);
            // 2. Bytes to frames to envelopes, and back.
            installFramesBefore(role);
        }
        // 3 or 4. Envelopes to core's messages and back, with their stamps.
        add(role, new MessageCodec(clock, stamper));
    }

    /** The part of them that makes envelopes of what comes in over a connection, and back. */
    public static void installFramesBefore(ChannelHandlerContext role) {
        // 1. Bytes to frames and back.
        add(role, new FrameDecoder());
        add(role, LENGTHS);
        // 2. Frames to envelopes and back.
        addEnvelopes(role);
    }

    /** Adds a handler that sees everything before they do, behind the handlers that were in the pipeline before them. */
    static void addInFront(ChannelPipeline pipeline, ChannelHandler handler) {
        pipeline.addBefore(pipeline.context(Stamper.class).name(), null, handler);
    }

    private static void addEnvelopes(ChannelHandlerContext role) {
        add(role, DECODER);
        add(role, ENCODER);
    }

    private static void add(ChannelHandlerContext role, ChannelHandler handler) {
        role.pipeline().addBefore(role.name(), null, handler);
    }
}
