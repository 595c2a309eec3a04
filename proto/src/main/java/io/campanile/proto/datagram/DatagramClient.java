package io.campanile.proto.datagram;

import io.campanile.proto.seal.Seal;
import io.campanile.proto.socket.NameLookUps;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.v1.Envelope;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The slaves' end of UDP: any number of slaves share its socket. */
public final class DatagramClient extends DatagramHub {

    private final SecureRandom random = new SecureRandom();

    /** The keys that slaves on this socket have, as long as they are good. */
    private final Map<Long, Seal> seals = new HashMap<>();

    DatagramClient() {
        super(new Drops());
    }

    /**
     * Opens a socket for many slaves. Not to be called by an event loop: it waits for it.
     *
     * @param stamps who stamps
     */
    public static DatagramClient open(EventLoop loop, TimeStamps stamps) {
        return opening(loop, stamps).syncUninterruptibly().getNow();
    }

    /**
     * Opens a socket, and does not wait for it.
     *
     * @param stamps who stamps
     */
    public static Future<DatagramClient> opening(EventLoop loop, TimeStamps stamps) {
        DatagramClient client = new DatagramClient();
        Promise<DatagramClient> opened = loop.newPromise();
        stamps.datagrams(loop, false)
                .handler(client)
                .bind(new InetSocketAddress(0))
                .addListener(f -> {
                    if (f.isSuccess()) {
                        opened.setSuccess(client);
                    } else {
                        opened.setFailure(f.cause());
                    }
                });
        return opened;
    }

    /** On which it works. */
    @Override
    public EventLoop loop() {
        return super.loop();
    }

    /**
     * Connects a slave: its channel is one of many over this socket.
     *
     * @param keys where it gets those for its masters; null if it speaks unsealed
     */
    public Bootstrap bootstrap(@Nullable SlaveKeys keys) {
        return bootstrap(keys, this::nonce);
    }

    /**
     * The same for the datagrams of a session over a connection.
     *
     * @param nonce what was said there, from {@link #nonce}
     */
    public Bootstrap bootstrap(@Nullable SlaveKeys keys, long nonce) {
        return bootstrap(keys, () -> nonce);
    }

    private Bootstrap bootstrap(@Nullable SlaveKeys keys, LongSupplier nonces) {
        return new Bootstrap()
                .group(loop())
                .resolver(NameLookUps.SHARED)
                .channelFactory(() -> new PeerChannel(this, nonces.getAsLong(), new ClientHandshake(keys), null));
    }

    /** A number that nobody can guess, not 0. */
    public long nonce() {
        long nonce = random.nextLong();
        return nonce == 0 ? 1 : nonce;
    }

    /** Where a master can be reached, in the order in which to try. */
    public Future<List<InetSocketAddress>> addresses(InetSocketAddress master) {
        return NameLookUps.SHARED.addresses(master, loop());
    }

    /** A slave has new keys. */
    void got(Seal seal, long nowNanos) {
        seals.values().removeIf(old -> old.isOver(nowNanos));
        seals.put(seal.id(), seal);
    }

    /** Nobody speaks with these keys any more. */
    void forget(Seal seal) {
        seals.remove(seal.id());
    }

    @Override
    Future<?> prepare(PeerChannel peer, InetSocketAddress master) {
        return ((ClientHandshake) peer.handshake()).prepare(peer, master, loop());
    }

    @Override
    @Nullable
    Seal find(long keyId) {
        return seals.get(keyId);
    }

    @Override
    void onUnknownKey(long keyId, ByteBuf envelope, InetSocketAddress sender) {
        // The master speaks with keys that a slave has spoken with: these are nobody's.
    }

    /** Closes the socket and with it all its channels. */
    public ChannelFuture close() {
        return socket().close();
    }

    /** Sessions and nonces are hard to guess; so the address does not matter here. */
    @Override
    boolean isAt(PeerChannel peer, InetSocketAddress sender) {
        return true;
    }

    @Override
    void onStranger(Stranger datagram, @Nullable PeerChannel named) {
        Envelope envelope = datagram.envelope();
        long nonce = switch (envelope.getBodyCase()) {
            case WELCOME -> envelope.getWelcome().getNonce();
            case CHALLENGE -> envelope.getChallenge().getNonce();
            default -> envelope.getSession();
        };
        PeerChannel peer = named == null ? byNonce(nonce) : named;
        // What nobody can trust is a hint at most: to get keys.
        if (peer == null || (!envelope.hasUnknownKey() && !peer.accepts(datagram.seal()))) {
            drop(Drop.STRANGER);
        } else {
            datagram.giveTo(peer);
        }
    }
}
