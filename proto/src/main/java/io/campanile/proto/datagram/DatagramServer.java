package io.campanile.proto.datagram;

import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.v1.Challenge;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Goodbye;
import io.campanile.proto.v1.GoodbyeReason;
import io.campanile.proto.v1.Hello;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The master's end of UDP. A slave that says hello must first show that it hears what is sent to its address, as in
 * QUIC's Retry (RFC 9000, 8.1): until then nothing is kept of it, and no answer is longer than its question.
 */
public final class DatagramServer extends DatagramHub {

    private final Cookies cookies;
    private final Supplier<ChannelHandler> handlers;
    private volatile boolean accepting = true;

    /**
     * A server without a socket.
     *
     * @param cookies shared by all sockets of a port
     * @param handlers makes the handler of each new session
     */
    public DatagramServer(Cookies cookies, Supplier<ChannelHandler> handlers) {
        this.cookies = cookies;
        this.handlers = handlers;
    }

    /**
     * Listens.
     *
     * @param loop of the {@link SocketIo#best() best kind}
     * @param sharesPort whether other servers of this process listen on the same port
     */
    public ChannelFuture bind(EventLoop loop, InetSocketAddress address, boolean sharesPort) {
        return SocketIo.best().datagrams(loop, sharesPort).handler(this).bind(address);
    }

    @Override
    boolean isAt(PeerChannel peer, InetSocketAddress sender) {
        return sender.equals(peer.remoteAddress());
    }

    @Override
    void onStranger(Stranger datagram, @Nullable PeerChannel moved) {
        Envelope envelope = datagram.envelope();
        if (envelope.hasHello()) {
            onHello(envelope.getHello(), datagram);
        } else if (moved != null) {
            answer(challenge(moved.nonce(), datagram.sender()), datagram);
        } else if (envelope.hasGoodbye()) {
            onGoodbye(envelope.getSession(), datagram);
        } else if (envelope.hasReading()) {
            // Otherwise the slave would wait until it gives this master up.
            answer(unknown(envelope.getSession()), datagram);
        } else {
            drop();
        }
    }

    private void onHello(Hello hello, Stranger datagram) {
        long nonce = hello.getNonce();
        if (nonce == 0) {
            drop();
        } else if (!cookies.isValid(hello.getCookie(), datagram.sender(), nonce)) {
            answer(challenge(nonce, datagram.sender()), datagram);
        } else {
            welcome(nonce, datagram);
        }
    }

    private void welcome(long nonce, Stranger hello) {
        PeerChannel known = byNonce(nonce);
        if (known == null && !accepting) {
            drop();
            return;
        }
        PeerChannel peer = known == null ? accept(nonce, hello.sender()) : known;
        peer.moveTo(hello.sender());
        hello.giveTo(peer);
    }

    /** A slave that was not welcomed yet, as far as it knows, goes elsewhere. */
    private void onGoodbye(long nonce, Stranger datagram) {
        PeerChannel peer = byNonce(nonce);
        if (peer != null && isAt(peer, datagram.sender())) {
            datagram.giveTo(peer);
        } else {
            drop();
        }
    }

    private Envelope challenge(long nonce, InetSocketAddress sender) {
        Challenge challenge = Challenge.newBuilder()
                .setNonce(nonce)
                .setCookie(cookies.of(sender, nonce))
                .build();
        return Envelope.newBuilder().setChallenge(challenge).build();
    }

    private static Envelope unknown(long session) {
        Goodbye goodbye = Goodbye.newBuilder()
                .setReason(GoodbyeReason.GOODBYE_REASON_UNKNOWN_SESSION)
                .build();
        return Envelope.newBuilder().setSession(session).setGoodbye(goodbye).build();
    }

    private PeerChannel accept(long nonce, InetSocketAddress sender) {
        PeerChannel peer = new PeerChannel(this, nonce, new ServerHandshake(), sender);
        peer.pipeline().addLast(handlers.get());
        met(peer);
        loop().register(peer);
        return peer;
    }

    /** Lets nobody in any more; the sessions go on. Any thread may call it. */
    public void stopAccepting() {
        accepting = false;
    }
}
