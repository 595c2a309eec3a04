package io.campanile.proto.datagram;

import io.campanile.proto.socket.NameLookUps;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.v1.Envelope;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The slaves' end of UDP: any number of slaves share its socket. */
public final class DatagramClient extends DatagramHub {

    private final SecureRandom random = new SecureRandom();

    DatagramClient() {}

    /** Opens a socket. Not to be called by an event loop: it waits for the loop. */
    public static DatagramClient open(EventLoop loop) {
        return opening(loop).syncUninterruptibly().getNow();
    }

    /** Opens a socket, and does not wait for it. */
    public static Future<DatagramClient> opening(EventLoop loop) {
        DatagramClient client = new DatagramClient();
        Promise<DatagramClient> opened = loop.newPromise();
        SocketIo.of(loop)
                .datagrams(loop, false)
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

    /** Connects a slave: its channel is one of many over this socket. */
    public Bootstrap bootstrap() {
        return new Bootstrap().group(loop()).resolver(NameLookUps.SHARED).channelFactory(() -> {
            long nonce = random.nextLong();
            return new PeerChannel(this, nonce == 0 ? 1 : nonce, new ClientHandshake(), null);
        });
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
    void onStranger(Stranger datagram, @Nullable PeerChannel none) {
        Envelope envelope = datagram.envelope();
        long nonce = switch (envelope.getBodyCase()) {
            case WELCOME -> envelope.getWelcome().getNonce();
            case CHALLENGE -> envelope.getChallenge().getNonce();
            default -> envelope.getSession();
        };
        PeerChannel peer = byNonce(nonce);
        if (peer == null) {
            drop();
        } else {
            datagram.giveTo(peer);
        }
    }
}
