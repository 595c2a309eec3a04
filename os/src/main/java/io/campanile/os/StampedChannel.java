package io.campanile.os;

import io.campanile.proto.codec.StampedBy;
import io.campanile.proto.socket.DepartingPacket;
import io.campanile.proto.socket.KernelSockets;
import io.campanile.proto.socket.StampedPacket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A datagram socket whose datagrams the kernel stamps, on an event loop of Netty's. It reads many datagrams in one system call, each
 * with its stamp, and sends them one by one: so it knows which of them the kernel has counted. A stamp of a departure is there as soon
 * as the datagram is with the network's driver, most often before the call that sends it returns.
 *
 * <p>What cannot be sent now is dropped, as datagrams are. Not thread-safe: the event loop owns it.
 */
final class StampedChannel extends AbstractChannel implements KernelSockets.Stamping {

    private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

    private static final int DATAGRAMS_PER_READ = 64;

    private static final EpollIoOps READS = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLERR);

    private final StampedSocket socket;
    private final Inbox inbox;
    private final ChannelConfig config = new DefaultChannelConfig(this);
    private @Nullable IoRegistration registration;
    private @Nullable InetSocketAddress local;
    private boolean open = true;

    /**
     * One that is not bound yet.
     *
     * @param datagramBytes of a longer datagram only so much is read
     */
    StampedChannel(StampedSocket socket, int datagramBytes) {
        super(null);
        this.socket = socket;
        inbox = new Inbox(DATAGRAMS_PER_READ, datagramBytes);
    }

    // ---- in

    private void onReady(EpollIoOps ready) {
        try {
            if (ready.contains(EpollIoOps.EPOLLERR)) {
                socket.takeDepartures();
            }
            if (ready.contains(EpollIoOps.EPOLLIN)) {
                takeArrivals();
            }
        } catch (IOException e) {
            pipeline().fireExceptionCaught(e);
        }
    }

    private void takeArrivals() throws IOException {
        int count = socket.receive(inbox);
        for (int i = 0; i < count && open; i++) {
            pipeline().fireChannelRead(packet(i));
        }
        if (count > 0) {
            pipeline().fireChannelReadComplete();
        }
    }

    private DatagramPacket packet(int i) {
        ByteBuf payload = inbox.payload(i, alloc());
        InetSocketAddress sender = inbox.sender(i);
        InetSocketAddress here = Objects.requireNonNull(local, "nothing comes in before it is bound");
        long arrived = socket.arrivalNanos(inbox, i);
        return arrived == StampClock.NONE
                ? new DatagramPacket(payload, here, sender)
                : new StampedPacket(
                        payload, here, sender, arrived, socket.byCard() ? StampedBy.CARD : StampedBy.KERNEL);
    }

    // ---- out

    @Override
    public boolean stampsDepartures() {
        return socket.stampsDepartures();
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        if (message instanceof DatagramPacket) {
            return message;
        }
        throw new UnsupportedOperationException(
                "only datagrams go out here, not " + message.getClass().getSimpleName());
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws IOException {
        for (Object message = in.current(); message != null; message = in.current()) {
            DatagramPacket packet = (DatagramPacket) message;
            LongConsumer left = packet instanceof DepartingPacket departing ? departing.left() : null;
            IOException failure = socket.send(packet.content(), packet.recipient(), left, alloc());
            if (failure == null) {
                in.remove();
            } else {
                in.remove(failure);
            }
        }
        if (socket.stampsDepartures()) {
            socket.takeDepartures();
        }
    }

    // ---- the channel

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new AbstractUnsafe() {
            @Override
            public void connect(SocketAddress to, @Nullable SocketAddress from, ChannelPromise promise) {
                promise.setFailure(new UnsupportedOperationException("many peers share this socket"));
            }
        };
    }

    /** What epoll calls. */
    private final class Handle implements EpollIoHandle {

        @Override
        public FileDescriptor fd() {
            return socket.socket();
        }

        @Override
        public void handle(IoRegistration from, IoEvent event) {
            onReady(((EpollIoEvent) event).ops());
        }

        @Override
        public void close() {
            unsafe().close(voidPromise());
        }
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop instanceof IoEventLoop io && io.isCompatible(Handle.class);
    }

    @Override
    protected void doRegister(ChannelPromise promise) {
        ((IoEventLoop) eventLoop()).register(new Handle()).addListener(f -> {
            if (f.isSuccess()) {
                registration = (IoRegistration) f.getNow();
                promise.setSuccess();
            } else {
                promise.setFailure(f.cause());
            }
        });
    }

    @Override
    protected void doDeregister() {
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
    }

    @Override
    protected void doBind(SocketAddress address) throws IOException {
        socket.socket().bind(address);
        local = socket.socket().localAddress();
    }

    @Override
    protected void doBeginRead() {
        if (registration != null) {
            registration.submit(READS);
        }
    }

    @Override
    protected void doDisconnect() throws IOException {
        doClose();
    }

    @Override
    protected void doClose() throws IOException {
        open = false;
        doDeregister();
        socket.socket().close();
    }

    @Override
    protected @Nullable InetSocketAddress localAddress0() {
        return local;
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return null;
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
        return open && local != null;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }
}
