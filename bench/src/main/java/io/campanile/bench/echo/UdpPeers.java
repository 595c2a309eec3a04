package io.campanile.bench.echo;

import io.campanile.proto.socket.SocketIo;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** All behind one socket at either end; each datagram begins with the peer's number. */
final class UdpPeers implements Peers {

    private final MessageSizes sizes;
    private final RoundTrips trips;
    private final Channel socket;
    private final CompletableFuture<InetSocketAddress> client = new CompletableFuture<>();

    UdpPeers(EventLoop loop, MessageSizes sizes, RoundTrips trips) {
        this.sizes = sizes;
        this.trips = trips;
        this.socket = SocketIo.best()
                .datagrams(loop, false)
                .handler(new Arrivals())
                .bind(0)
                .syncUninterruptibly()
                .channel();
    }

    private final class Arrivals extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            if (client.isDone()) {
                trips.arrived(packet.content().readInt());
            } else {
                client.complete(packet.sender());
            }
        }
    }

    @Override
    public int port() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    @Override
    public CompletableFuture<Void> here() {
        return client.thenAccept(address -> {});
    }

    @Override
    public void probe(int peer) {
        trips.departed(peer);
        var probe = socket.alloc()
                .ioBuffer(sizes.probeBytes())
                .writeInt(peer)
                .writeZero(sizes.probeBytes() - Integer.BYTES);
        socket.write(new DatagramPacket(probe, client.join()), socket.voidPromise());
    }

    @Override
    public void flush() {
        socket.flush();
    }
}
