package io.campanile.proto.datagram;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.proto.codec.Wire;
import io.campanile.proto.v1.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One UDP socket with many peers, each of which gets a {@link PeerChannel} of its own. Sessions are told apart by their
 * number, not by an address: the nonce that the slave chose until it is welcomed, the session that the master chose from
 * then on.
 *
 * <p>Guarantee: no datagram ends the socket or makes it send more than it got to an address that is not proven. What cannot
 * be sent now is dropped: whoever waits for it asks again. All datagrams that one system call brought in count as arrived
 * when it returned, however long they wait until it is their turn.
 *
 * <p>The socket's event loop calls everything here.
 */
abstract class DatagramHub extends ChannelInboundHandlerAdapter {

    /** The session, when there is one, comes first: field 1, fixed64. */
    private static final byte SESSION_TAG = 9;

    /** While there are more datagrams to read, answers are sent after this many at the latest, so that none waits for long. */
    private static final int MOST_UNSENT = 16;

    private final LongObjectMap<PeerChannel> bySession = new LongObjectHashMap<>();

    /** A peer may choose its nonces so that a simpler map would crawl. */
    private final Map<Long, PeerChannel> byNonce = new HashMap<>();

    private final LongAdder dropped = new LongAdder();
    private @Nullable Channel socket;
    private boolean reading;
    private long readNanos;
    private int unsent;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        socket = ctx.channel();
    }

    /** The shared socket. */
    Channel socket() {
        if (socket == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return socket;
    }

    EventLoop loop() {
        return socket().eventLoop();
    }

    /**
     * Datagrams that came to nothing: malformed, of no session, or not sent because the socket was full. Any thread may ask.
     */
    long dropped() {
        return dropped.sum();
    }

    void drop() {
        dropped.increment();
    }

    // ---- in

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!reading) {
            reading = true;
            // The one stamp of all datagrams of a system call. A stamp of the kernel's would be a datagram's own: it
            // would
            // come with the packet, and go on with it from here.
            readNanos = System.nanoTime();
        }
        DatagramPacket packet = (DatagramPacket) message;
        try {
            onDatagram(packet.content(), packet.sender(), readNanos);
        } finally {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        flush();
    }

    private void onDatagram(ByteBuf content, InetSocketAddress sender, long arrivalNanos) {
        if (content.readableBytes() > Wire.MAX_MESSAGE_BYTES) {
            drop();
            return;
        }
        PeerChannel peer = peerOf(content);
        if (peer != null && isAt(peer, sender)) {
            peer.receive(content.retain(), arrivalNanos);
            return;
        }
        try {
            Envelope envelope = Envelope.parseFrom(CodedInputStream.newInstance(content.nioBuffer()));
            onStranger(new Stranger(envelope, content, sender, arrivalNanos), peer);
        } catch (InvalidProtocolBufferException e) {
            drop();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private @Nullable PeerChannel peerOf(ByteBuf content) {
        int start = content.readerIndex();
        boolean hasSession = content.readableBytes() > Long.BYTES && content.getByte(start) == SESSION_TAG;
        return hasSession ? bySession.get(content.getLongLE(start + 1)) : null;
    }

    /** Whether a peer may be heard from this address. */
    abstract boolean isAt(PeerChannel peer, InetSocketAddress sender);

    /**
     * Handles a datagram of no session that is known at this address.
     *
     * @param peer whose session it names, from another address; null if it names none that is known
     */
    abstract void onStranger(Stranger datagram, @Nullable PeerChannel peer);

    /**
     * A datagram that belongs to no peer that is known at its address.
     *
     * @param envelope what it says
     * @param content the same in bytes; stays the hub's
     * @param sender where it came from
     * @param arrivalNanos when it came in, by {@link System#nanoTime}
     */
    record Stranger(Envelope envelope, ByteBuf content, InetSocketAddress sender, long arrivalNanos) {

        /** The datagram belongs to this peer after all. */
        void giveTo(PeerChannel peer) {
            peer.receive(content.retain(), arrivalNanos);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A network that is down for a while, or a port that is closed: the next datagram may get through.
        drop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        List.copyOf(byNonce.values()).forEach(PeerChannel::close);
        ctx.fireChannelInactive();
    }

    // ---- out

    /** Sends what a peer has to say; releases it. */
    void send(ByteBuf content, InetSocketAddress to) {
        if (!socket().isWritable()) {
            content.release();
            drop();
            return;
        }
        socket().write(new DatagramPacket(content, to), socket().voidPromise());
        unsent++;
        if (!reading || unsent >= MOST_UNSENT) {
            flush();
        }
    }

    /** Answers a datagram from an address that is not proven; no answer is longer than its question. */
    void answer(Envelope envelope, Stranger question) {
        byte[] bytes = envelope.toByteArray();
        if (bytes.length > question.content().readableBytes()) {
            drop();
        } else {
            send(Unpooled.wrappedBuffer(bytes), question.sender());
        }
    }

    private void flush() {
        if (unsent > 0) {
            unsent = 0;
            socket().flush();
        }
    }

    // ---- peers

    @Nullable
    PeerChannel byNonce(long nonce) {
        return byNonce.get(nonce);
    }

    void met(PeerChannel peer) {
        byNonce.put(peer.nonce(), peer);
    }

    void welcomed(PeerChannel peer, long session) {
        bySession.put(session, peer);
    }

    void forget(PeerChannel peer) {
        byNonce.remove(peer.nonce(), peer);
        if (peer.session() != 0) {
            bySession.remove(peer.session());
        }
    }
}
