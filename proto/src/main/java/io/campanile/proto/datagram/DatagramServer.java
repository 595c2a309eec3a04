package io.campanile.proto.datagram;

import io.campanile.core.RateLimit;
import io.campanile.proto.codec.Wire;
import io.campanile.proto.datagram.Lanes.Lane;
import io.campanile.proto.seal.Seal;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.v1.Challenge;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Goodbye;
import io.campanile.proto.v1.GoodbyeReason;
import io.campanile.proto.v1.UnknownKey;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The master's end of UDP. A slave that says hello must first show that it hears what is sent to its address, as in
 * QUIC's Retry (RFC 9000, 8.1): until then nothing is kept of it, and no answer is longer than its question. If it gives out keys,
 * it hears only what is sealed; all that it says to others is that they need some.
 */
public final class DatagramServer extends DatagramHub {

    /** Those who have no keys are told so at this rate: the rest ask again. */
    private static final int TOLD_AT_ONCE = 100;

    private static final long TOLD_EACH_NANOS = 1_000_000;

    private final ServerPort port;
    private final Signpost signpost;
    private final Supplier<ChannelHandler> handlers;
    private final RateLimit told = new RateLimit(TOLD_AT_ONCE, TOLD_EACH_NANOS);

    /** Who was not welcomed yet, and from where it came. */
    private final Map<PeerChannel, InetAddress> waiting = new HashMap<>();

    private volatile boolean accepting = true;

    /**
     * A server without a socket.
     *
     * @param port shared by all sockets of a port
     * @param signpost sends slaves on before they begin a session; the socket's event loop asks it
     * @param handlers makes the handler of each new session
     */
    public DatagramServer(ServerPort port, Signpost signpost, Supplier<ChannelHandler> handlers) {
        super(port.drops());
        this.port = port;
        this.signpost = signpost;
        this.handlers = handlers;
    }

    /**
     * Listens.
     *
     * @param sharesPort whether other servers of this process listen on the same port
     * @param stamps who stamps
     */
    public ChannelFuture bind(EventLoop loop, InetSocketAddress address, boolean sharesPort, TimeStamps stamps) {
        return stamps.datagrams(loop, sharesPort).handler(this).bind(address);
    }

    @Override
    boolean isAt(PeerChannel peer, InetSocketAddress sender) {
        return sender.equals(peer.remoteAddress());
    }

    @Override
    @Nullable
    Seal find(long keyId) {
        return port.keys() == null ? null : port.keys().find(keyId);
    }

    @Override
    void onUnknownKey(long keyId, ByteBuf content, InetSocketAddress sender) {
        Envelope envelope = told.admits(System.nanoTime()) ? Stranger.envelope(content) : null;
        if (envelope == null) {
            drop(Drop.UNANSWERED);
        } else {
            tellToGetKeys(keyId, new Stranger(envelope, content, null, sender, 0));
        }
    }

    private void tellToGetKeys(long keyId, Stranger question) {
        UnknownKey unknown = UnknownKey.newBuilder().setKeyId(keyId).build();
        answer(
                Envelope.newBuilder()
                        .setSession(question.number())
                        .setUnknownKey(unknown)
                        .build(),
                question);
    }

    @Override
    void onStranger(Stranger datagram, @Nullable PeerChannel peer) {
        if (datagram.seal() == null && port.keys() != null) {
            onUnsealed(datagram);
        } else if (datagram.envelope().hasHello()) {
            onHello(datagram.envelope().getHello().getNonce(), datagram);
        } else if (peer != null) {
            onMoved(peer, datagram);
        } else if (datagram.envelope().hasGoodbye()) {
            onGoodbye(datagram);
        } else if (datagram.envelope().hasReading()) {
            // Otherwise the slave would wait until it gives this master up.
            answer(unknown(datagram.envelope().getSession()), datagram);
        } else {
            drop(Drop.STRANGER);
        }
    }

    private void onUnsealed(Stranger datagram) {
        drop(Drop.UNSEALED);
        if (datagram.number() != 0 && told.admits(datagram.arrivalNanos())) {
            tellToGetKeys(0, datagram);
        }
    }

    /**
     * A session is heard from another address. Who sent that may know no more than the session; so it is not told the nonce that
     * it would need to say hello in the slave's place.
     */
    private void onMoved(PeerChannel peer, Stranger datagram) {
        if (!peer.accepts(datagram.seal())) {
            drop(Drop.FOREIGN);
            return;
        }
        Challenge challenge = Challenge.newBuilder()
                .setCookie(port.cookies().of(datagram.sender(), peer.nonce()))
                .build();
        answer(
                Envelope.newBuilder()
                        .setSession(peer.session())
                        .setChallenge(challenge)
                        .build(),
                datagram);
    }

    /** A hello that names a session begins none: it is for the datagrams of one over a connection. */
    private void onHello(long nonce, Stranger datagram) {
        long session = datagram.envelope().getSession();
        Lane lane = session == 0 ? null : port.lanes().find(session, nonce);
        if (nonce == 0 || (session != 0 && lane == null)) {
            drop(Drop.STRANGER);
        } else if (lane != null && !lane.isOf(datagram.seal())) {
            drop(Drop.FOREIGN);
        } else if (lane == null && sendOn(nonce, datagram)) {
            // It has been told all that it could learn here.
            return;
        } else if (!port.cookies().isValid(datagram.envelope().getHello().getCookie(), datagram.sender(), nonce)) {
            answer(challenge(nonce, datagram.sender()), datagram);
        } else {
            welcome(nonce, datagram, lane == null ? handlers : lane.ends());
        }
    }

    /** Sends on whoever has no session here that would tell it; a host's name may be too long for that, which a session can say. */
    private boolean sendOn(long nonce, Stranger hello) {
        if (byNonce(nonce) != null) {
            return false;
        }
        long newerThan = Wire.newerThan(hello.envelope().getHello());
        Optional<Envelope> redirect =
                signpost.onward(nonce, newerThan).map(Wire::toEnvelope).filter(hello::allows);
        redirect.ifPresent(answer -> answer(answer, hello));
        return redirect.isPresent();
    }

    private void welcome(long nonce, Stranger hello, Supplier<ChannelHandler> ends) {
        PeerChannel known = byNonce(nonce);
        if (known != null && !known.accepts(hello.seal())) {
            drop(Drop.FOREIGN);
            return;
        }
        PeerChannel peer = known == null ? accept(nonce, hello, ends) : known;
        if (peer != null) {
            peer.moveTo(hello.sender());
            hello.giveTo(peer);
        }
    }

    /** A slave that was not welcomed yet, as far as it knows, goes elsewhere. */
    private void onGoodbye(Stranger datagram) {
        PeerChannel peer = byNonce(datagram.envelope().getSession());
        if (peer != null && isAt(peer, datagram.sender()) && peer.accepts(datagram.seal())) {
            datagram.giveTo(peer);
        } else {
            drop(Drop.STRANGER);
        }
    }

    private Envelope challenge(long nonce, InetSocketAddress sender) {
        Challenge challenge = Challenge.newBuilder()
                .setNonce(nonce)
                .setCookie(port.cookies().of(sender, nonce))
                .build();
        return Envelope.newBuilder().setChallenge(challenge).build();
    }

    private static Envelope unknown(long session) {
        Goodbye goodbye = Goodbye.newBuilder()
                .setReason(GoodbyeReason.GOODBYE_REASON_UNKNOWN_SESSION)
                .build();
        return Envelope.newBuilder().setSession(session).setGoodbye(goodbye).build();
    }

    private @Nullable PeerChannel accept(long nonce, Stranger hello, Supplier<ChannelHandler> ends) {
        InetAddress from = hello.sender().getAddress();
        if (!accepting || !port.anteroom().enter(from)) {
            drop(Drop.CROWDED);
            return null;
        }
        PeerChannel peer = new PeerChannel(this, nonce, new ServerHandshake(), hello.sender());
        waiting.put(peer, from);
        if (hello.seal() != null) {
            peer.adopt(hello.seal());
            peer.attr(PeerNames.PROVEN).set(hello.seal().owner());
        }
        peer.pipeline().addLast(ends.get());
        met(peer);
        loop().register(peer);
        return peer;
    }

    @Override
    void welcomed(PeerChannel peer, long session) {
        super.welcomed(peer, session);
        leaveAnteroom(peer);
    }

    @Override
    void forget(PeerChannel peer) {
        super.forget(peer);
        leaveAnteroom(peer);
    }

    private void leaveAnteroom(PeerChannel peer) {
        InetAddress from = waiting.remove(peer);
        if (from != null) {
            port.anteroom().leave(from);
        }
    }

    /** Lets nobody in any more; the sessions go on. Any thread may call it. */
    public void stopAccepting() {
        accepting = false;
    }
}
