package io.campanile.proto.datagram;

import io.campanile.proto.codec.ChannelStamps;
import io.campanile.proto.codec.Departing;
import io.campanile.proto.codec.StampedBy;
import io.campanile.proto.seal.Keyring;
import io.campanile.proto.seal.Seal;
import io.campanile.proto.socket.DepartingPacket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The session with one peer over a socket that many share, as a channel of its own: the handlers of a connection work on it
 * unchanged. It is connected when the peer has answered. Each write is one datagram, and may get lost; nothing tells when the other end
 * has gone.
 *
 * <p>Not thread-safe: the shared socket's event loop owns it.
 */
public final class PeerChannel extends AbstractChannel implements ChannelStamps {

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    private final DatagramHub hub;
    private final long nonce;
    private final ChannelHandler handshake;
    private final ChannelConfig config = new DefaultChannelConfig(this);
    private @Nullable InetSocketAddress remote;
    private @Nullable Keyring keyring;

    /** Waits for the peer's first answer; null where nothing does. */
    private @Nullable ChannelPromise connecting;

    private long session;
    private long arrivalNanos;
    private boolean open = true;

    /**
     * A session that has not begun.
     *
     * @param nonce the number that the slave chose for it
     * @param handshake what datagrams need beyond a connection: for the pipeline, next to the protobuf codec
     * @param remote where the peer is; null until this is connected
     */
    PeerChannel(DatagramHub hub, long nonce, ChannelHandler handshake, @Nullable InetSocketAddress remote) {
        super(hub.socket());
        this.hub = hub;
        this.nonce = nonce;
        this.handshake = handshake;
        this.remote = remote;
    }

    /** The socket that it shares. */
    DatagramHub hub() {
        return hub;
    }

    long nonce() {
        return nonce;
    }

    /** From now on it speaks with these keys, and hears nothing that is not sealed. */
    void adopt(Seal seal) {
        if (keyring == null) {
            keyring = new Keyring(seal);
        } else {
            keyring.adopt(seal);
        }
    }

    /** The keys of this name; null if it has none such. */
    @Nullable
    Seal seal(long keyId) {
        return keyring == null ? null : keyring.find(keyId);
    }

    /** Whether what was opened with these keys, or was not sealed, is the peer's. */
    boolean accepts(@Nullable Seal seal) {
        return keyring == null ? seal == null : seal != null && keyring.accepts(seal);
    }

    /** The session's number; 0 before the welcome. */
    long session() {
        return session;
    }

    /** What datagrams need beyond a connection. */
    public ChannelHandler handshake() {
        return handshake;
    }

    @Override
    public long waitedNanos() {
        return System.nanoTime() - arrivalNanos;
    }

    @Override
    public StampedBy arrivalBy() {
        return hub.arrivalBy();
    }

    @Override
    public boolean stampsDepartures() {
        return hub.stampsDepartures();
    }

    /**
     * Takes in a datagram; releases it.
     *
     * @param arrivedAtNanos when it came in, by {@link System#nanoTime}
     */
    void receive(ByteBuf content, long arrivedAtNanos) {
        arrivalNanos = arrivedAtNanos;
        pipeline().fireChannelRead(content);
        pipeline().fireChannelReadComplete();
    }

    /** From now on its datagrams are known by their session. */
    void welcomed(long number) {
        session = number;
        hub.welcomed(this, number);
    }

    /** The peer has been heard: so it is there, and this is connected. */
    void answered() {
        if (connecting != null) {
            connecting.trySuccess();
            connecting = null;
        }
    }

    /** The peer was asked in vain; closes. */
    void unanswered(IOException why) {
        failToConnect(why);
        close();
    }

    private void failToConnect(IOException why) {
        if (connecting != null) {
            connecting.tryFailure(why);
            connecting = null;
        }
    }

    /** The peer has another address now, and has proven it. */
    void moveTo(InetSocketAddress address) {
        remote = address;
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return remote;
    }

    @Override
    protected SocketAddress localAddress0() {
        return hub.socket().localAddress();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) {
        for (Object message = in.current(); message != null; message = in.current()) {
            if (remote != null && message instanceof Departing departing) {
                Departing.Listener listener = departing.listener();
                hub.send(new DepartingPacket(
                        datagram(departing.content()),
                        remote,
                        leftNanos -> listener.left(() -> System.nanoTime() - leftNanos)));
            } else if (remote != null) {
                hub.send(datagram((ByteBuf) message), remote);
            }
            in.remove();
        }
    }

    private ByteBuf datagram(ByteBuf envelope) {
        return keyring == null ? envelope.retain() : hub.sealed(envelope, keyring.current());
    }

    @Override
    protected void doClose() {
        open = false;
        failToConnect(new ClosedChannelException());
        hub.forget(this);
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException("the shared socket is bound");
    }

    @Override
    protected void doBeginRead() {
        // The shared socket reads.
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop == hub.loop();
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new AbstractUnsafe() {
            @Override
            public void connect(SocketAddress to, @Nullable SocketAddress from, ChannelPromise promise) {
                InetSocketAddress master = (InetSocketAddress) to;
                hub.prepare(PeerChannel.this, master).addListener(f -> {
                    if (!open) {
                        promise.tryFailure(new ClosedChannelException());
                    } else if (f.isSuccess()) {
                        remote = master;
                        hub.met(PeerChannel.this);
                        connecting = promise;
                        pipeline().fireChannelActive();
                    } else {
                        promise.tryFailure(f.cause());
                        close(voidPromise());
                    }
                });
            }
        };
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open && remote != null;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }
}
