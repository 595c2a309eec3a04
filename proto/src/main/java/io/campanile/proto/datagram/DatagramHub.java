package io.campanile.proto.datagram;

import io.campanile.proto.codec.StampedBy;
import io.campanile.proto.codec.Wire;
import io.campanile.proto.seal.Scratch;
import io.campanile.proto.seal.Seal;
import io.campanile.proto.socket.KernelSockets;
import io.campanile.proto.socket.StampedPacket;
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
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One UDP socket with many peers, each of which gets a {@link PeerChannel} of its own. Sessions are told apart by their
 * number, not by an address: the nonce that the slave chose until it is welcomed, the session that the master chose from
 * then on.
 *
 * <p>Guarantee: no datagram ends the socket or makes it send more than it got to an address that is not proven. What cannot
 * be sent now is dropped: whoever waits for it asks again. A datagram counts as arrived when the kernel says so; where it does not,
 * all that one system call brought in count as arrived when it returned, however long they wait until it is their turn. A session
 * that has keys hears only what is sealed with them.
 *
 * <p>The socket's event loop calls everything here.
 */
abstract class DatagramHub extends ChannelInboundHandlerAdapter {

    /** The session, when there is one, comes first: field 1, fixed64. */
    private static final byte SESSION_TAG = 9;

    private final LongObjectMap<PeerChannel> bySession = new LongObjectHashMap<>();

    /** A peer may choose its nonces so that a simpler map would crawl. */
    private final Map<Long, PeerChannel> byNonce = new HashMap<>();

    private final Drops drops;
    private final Scratch scratch = new Scratch();
    private @Nullable Outbox outbox;
    private @Nullable Channel socket;
    private boolean reading;
    private StampedBy arrivalBy = StampedBy.PROGRAM;
    private long readNanos;

    /** A hub without a socket. */
    DatagramHub(Drops drops) {
        this.drops = drops;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        socket = ctx.channel();
        outbox = new Outbox(ctx.channel(), drops);
    }

    /** The shared socket. */
    Channel socket() {
        return Objects.requireNonNull(socket, "not in a pipeline yet");
    }

    EventLoop loop() {
        return socket().eventLoop();
    }

    /** How many came to nothing, and why. Any thread may ask. */
    Drops drops() {
        return drops;
    }

    /** One came to nothing. */
    void drop(Drop reason) {
        drops.add(reason);
    }

    // ---- in

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!reading) {
            reading = true;
            outbox().open();
            // The one stamp of all datagrams of a system call that have none of the kernel's.
            readNanos = System.nanoTime();
        }
        DatagramPacket packet = (DatagramPacket) message;
        arrivalBy = packet instanceof StampedPacket stamped ? stamped.by() : StampedBy.PROGRAM;
        try {
            onDatagram(
                    packet.content(),
                    packet.sender(),
                    packet instanceof StampedPacket stamped ? stamped.arrivedNanos() : readNanos);
        } finally {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        outbox().close();
    }

    private void onDatagram(ByteBuf content, InetSocketAddress sender, long arrivalNanos) {
        if (Seal.isSealed(content)) {
            onSealed(content, sender, arrivalNanos);
        } else {
            onEnvelope(content, null, sender, arrivalNanos);
        }
    }

    private void onSealed(ByteBuf content, InetSocketAddress sender, long arrivalNanos) {
        int start = content.readerIndex() + Seal.HEADER_BYTES;
        ByteBuf envelope = content.slice(start, content.readableBytes() - Seal.OVERHEAD_BYTES);
        if (envelope.readableBytes() > Wire.MAX_MESSAGE_BYTES) {
            drop(Drop.MALFORMED);
            return;
        }
        PeerChannel peer = peerOf(envelope);
        long id = Seal.idOf(content);
        Seal seal = peer == null ? null : peer.seal(id);
        if (seal == null) {
            seal = find(id);
        }
        if (seal == null) {
            drop(Drop.UNKNOWN_KEY);
            onUnknownKey(id, envelope, sender);
            return;
        }
        switch (seal.open(content, arrivalNanos, scratch)) {
            case GOOD -> onEnvelope(envelope, seal, sender, arrivalNanos);
            case FORGED -> drop(Drop.FORGED);
            case REPLAYED -> drop(Drop.REPLAYED);
            case EXPIRED -> {
                drop(Drop.EXPIRED);
                onUnknownKey(id, envelope, sender);
            }
        }
    }

    /** Keys of this name; null if there are none. */
    abstract @Nullable Seal find(long keyId);

    /** A datagram came that nobody here can open. */
    abstract void onUnknownKey(long keyId, ByteBuf envelope, InetSocketAddress sender);

    private void onEnvelope(ByteBuf content, @Nullable Seal seal, InetSocketAddress sender, long arrivalNanos) {
        if (content.readableBytes() > Wire.MAX_MESSAGE_BYTES) {
            drop(Drop.MALFORMED);
            return;
        }
        PeerChannel peer = peerOf(content);
        if (peer != null && isAt(peer, sender) && peer.accepts(seal)) {
            peer.receive(content.retain(), arrivalNanos);
            return;
        }
        Envelope envelope = Stranger.envelope(content);
        if (envelope == null) {
            drop(Drop.MALFORMED);
        } else {
            onStranger(new Stranger(envelope, content, seal, sender, arrivalNanos), peer);
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
     * Handles a datagram that no session takes as it is.
     *
     * @param peer whose session it names, from another address or with keys that are not its own; null if it names none that
     *     is known
     */
    abstract void onStranger(Stranger datagram, @Nullable PeerChannel peer);

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A network that is down for a while, or a port that is closed: the next datagram may get through.
        drop(Drop.NOT_SENT);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        List.copyOf(byNonce.values()).forEach(PeerChannel::close);
        ctx.fireChannelInactive();
    }

    // ---- out

    /** Who has stamped the datagram in hand. */
    StampedBy arrivalBy() {
        return arrivalBy;
    }

    /** Whether the kernel stamps what leaves. */
    boolean stampsDepartures() {
        return socket instanceof KernelSockets.Stamping stamping && stamping.stampsDepartures();
    }

    /** Sends what a peer has to say; releases it. */
    void send(ByteBuf content, InetSocketAddress to) {
        send(new DatagramPacket(content, to));
    }

    /** The same for one whose departure somebody wants to know. */
    void send(DatagramPacket packet) {
        outbox().send(packet);
    }

    private Outbox outbox() {
        return Objects.requireNonNull(outbox, "not in a pipeline yet");
    }

    /** Seals what a peer has to say. */
    ByteBuf sealed(ByteBuf envelope, Seal seal) {
        return seal.seal(envelope, socket().alloc(), scratch);
    }

    /** Answers a datagram as it came, sealed or not; no answer is longer than its question. */
    void answer(Envelope envelope, Stranger question) {
        if (!question.allows(envelope)) {
            drop(Drop.UNANSWERED);
        } else {
            ByteBuf bytes = Unpooled.wrappedBuffer(envelope.toByteArray());
            Seal seal = question.seal();
            send(seal == null ? bytes : sealed(bytes, seal), question.sender());
        }
    }

    // ---- peers

    /** Gets what a session needs before it can begin at this end. */
    Future<?> prepare(PeerChannel peer, InetSocketAddress master) {
        return loop().newSucceededFuture(null);
    }

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
