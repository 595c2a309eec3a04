package io.campanile.proto.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Standing;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.seal.DatagramKeys;
import io.campanile.proto.seal.KeyTable;
import io.campanile.proto.seal.Scratch;
import io.campanile.proto.seal.Seal;
import io.campanile.proto.seal.Seal.Opening;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.v1.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A master that gives out keys, with slaves that have some, and with strangers. */
@Timeout(60)
class SealedDatagramsTest {

    private static final PeerNames MASTER = new PeerNames(Set.of("master"));
    private static final PeerNames A = new PeerNames(Set.of("a"));
    private static final PeerNames B = new PeerNames(Set.of("b"));
    private static final long SECOND = 1_000_000_000L;
    private static final long NONCE = 77;

    private final EventLoopGroup loops = SocketIo.best().eventLoops(2, "sealed");
    private final EventLoop slaves = loops.next();
    private final List<Role> sessions = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Message> atMaster = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> atSlave = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Scratch scratch = new Scratch();
    private KeyTable table = new KeyTable(100, System::nanoTime);
    private ServerPort port = ServerPort.with(table);
    private InetSocketAddress address = new InetSocketAddress(0);
    private @Nullable Channel socket;

    /** The master's end of a session. */
    private final class Role extends SimpleChannelInboundHandler<Arrived> {

        private final long session = 1_000L + sessions.size();
        private @Nullable Channel channel;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            channel = ctx.channel();
            WirePipeline.installBefore(ctx, System::nanoTime);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Arrived arrived) {
            atMaster.add(arrived.message());
            if (arrived.message() instanceof Hello hello) {
                ctx.writeAndFlush(new Welcome(session, hello.name(), 1, SECOND, 10 * SECOND));
            }
        }

        Channel channel() {
            if (channel == null) {
                throw new IllegalStateException("not in a pipeline");
            }
            return channel;
        }

        void probe() {
            channel().writeAndFlush(new Probe(session, 1, 1, 5, Standing.MEMBER, null));
        }
    }

    /** The slave's end. */
    private final class Slave extends SimpleChannelInboundHandler<Arrived> {

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            WirePipeline.installBefore(ctx, System::nanoTime);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(new Hello("a", 42, Message.PROTOCOL_VERSION, true, 0));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Arrived arrived) {
            atSlave.add(arrived.message());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            atSlave.add(cause);
            ctx.close();
        }
    }

    @BeforeEach
    void listen() {
        listen(0);
    }

    private void listen(int at) {
        InetSocketAddress where = new InetSocketAddress(InetAddress.getLoopbackAddress(), at);
        socket = new DatagramServer(port, Signpost.NONE, this::newRole)
                .bind(loops.next(), where, false, TimeStamps.USER)
                .syncUninterruptibly()
                .channel();
        address = (InetSocketAddress) socket.localAddress();
    }

    /** It forgets everything, keys too. */
    private void restart() {
        if (socket != null) {
            socket.close().syncUninterruptibly();
        }
        table = new KeyTable(100, System::nanoTime);
        port = ServerPort.with(table);
        int same = address.getPort();
        // A socket of NIO counts as closed a moment before its selector lets go of the port.
        await().ignoreExceptionsInstanceOf(BindException.class).untilAsserted(() -> listen(same));
    }

    private Role newRole() {
        Role role = new Role();
        sessions.add(role);
        return role;
    }

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return Optional.ofNullable(queue.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    private Future<SlaveKeys.Grant> grant(InetSocketAddress from) {
        asked.incrementAndGet();
        return slaves.newSucceededFuture(new SlaveKeys.Grant(table.issue(A), MASTER));
    }

    private Channel connected(boolean withKeys) {
        DatagramClient client = DatagramClient.opening(slaves, TimeStamps.USER)
                .syncUninterruptibly()
                .getNow();
        SlaveKeys keys = new SlaveKeys(client, this::grant);
        return client.bootstrap(withKeys ? keys : null)
                .handler(new Slave())
                .connect(address)
                .syncUninterruptibly()
                .channel();
    }

    @Test
    void welcomesASlaveWithKeysAsWhomItsCertificateNames() throws InterruptedException {
        connected(true);

        assertThat(next(atSlave)).isInstanceOf(Welcome.class);
        assertThat(PeerNames.of(sessions.get(0).channel())).contains(A);
        sessions.get(0).probe();
        assertThat(next(atSlave)).isInstanceOf(Probe.class);
        assertThat(asked).hasValue(1);
        assertThat(port.drops().all()).isZero();
    }

    @Test
    void tellsASlaveWithoutACertificateWhatItLacks() throws InterruptedException {
        connected(false);

        assertThat(next(atSlave))
                .isInstanceOfSatisfying(IOException.class, e -> assertThat(e).hasMessageContaining("certificate"));
        assertThat(sessions).isEmpty();
    }

    @Test
    void failsToConnectWhenThereAreNoKeys() {
        DatagramClient client = DatagramClient.opening(slaves, TimeStamps.USER)
                .syncUninterruptibly()
                .getNow();
        SlaveKeys keys = new SlaveKeys(client, master -> slaves.newFailedFuture(new IOException("no keys today")));

        assertThat(client.bootstrap(keys)
                        .handler(new Slave())
                        .connect(address)
                        .awaitUninterruptibly()
                        .cause())
                .hasMessage("no keys today");
    }

    /** A session goes on with new keys, and what is on its way under the old ones still counts. */
    @Test
    void changesKeysInTheMiddleOfASession() throws Exception {
        PeerChannel slave = (PeerChannel) connected(true);
        assertThat(next(atSlave)).isInstanceOf(Welcome.class);
        assertThat(next(atMaster)).isInstanceOf(Hello.class);
        DatagramClient client = (DatagramClient) slave.hub();
        Seal newer = Seal.ofSlave(table.issue(A), MASTER, System.nanoTime());

        slaves.submit(() -> {
                    client.got(newer, System.nanoTime());
                    slave.adopt(newer);
                })
                .sync();
        sessions.get(0).probe();
        assertThat(next(atSlave)).as("under the old keys").isInstanceOf(Probe.class);
        slave.writeAndFlush(
                new Message.Reading(1_000, 1, 1, 5, 10, 20, io.campanile.core.discipline.ClockState.INITIAL));
        assertThat(next(atMaster)).as("under the new keys").isInstanceOf(Message.Reading.class);
        sessions.get(0).probe();
        assertThat(next(atSlave)).as("under the new keys").isInstanceOf(Probe.class);
        assertThat(port.drops().all() + client.drops().all()).isZero();
    }

    @Test
    void getsNewKeysWhenTheMasterHasForgottenThem() throws InterruptedException {
        connected(true);
        assertThat(next(atSlave)).isInstanceOf(Welcome.class);

        restart();

        // It is quiet; so the slave says hello, and learns that its keys are unknown.
        assertThat(next(atSlave)).asString().contains("forgotten this session");
        assertThat(asked).hasValue(2);
        assertThat(port.drops().of(Drop.UNKNOWN_KEY)).isPositive();
    }

    // ---- what others send

    private RawDatagrams raw() throws IOException {
        return new RawDatagrams(address);
    }

    private byte[] sealed(Seal by, Envelope envelope) {
        ByteBuf datagram = by.seal(
                Unpooled.wrappedBuffer(envelope.toByteArray()), new UnpooledByteBufAllocator(false, true), scratch);
        try {
            return ByteBufUtil.getBytes(datagram);
        } finally {
            datagram.release();
        }
    }

    private Envelope opened(Seal by, byte[] bytes) throws IOException {
        ByteBuf datagram = Unpooled.wrappedBuffer(bytes);
        assertThat(by.open(datagram, System.nanoTime(), scratch)).isEqualTo(Opening.GOOD);
        return Envelope.parseFrom(
                ByteBufUtil.getBytes(datagram, Seal.HEADER_BYTES, datagram.readableBytes() - Seal.OVERHEAD_BYTES));
    }

    private Seal sealOf(PeerNames owner) {
        return Seal.ofSlave(table.issue(owner), MASTER, System.nanoTime());
    }

    /** Says something, sealed, and opens the answer, which is never longer. */
    private Envelope answer(RawDatagrams from, Seal seal, Envelope question) throws IOException {
        byte[] asks = sealed(seal, question);
        from.send(asks);
        byte[] answers = from.receiveBytes();
        Envelope answer = opened(seal, answers);
        if (!answer.hasWelcome()) {
            assertThat(answers.length).isLessThanOrEqualTo(asks.length);
        }
        return answer;
    }

    private void join(RawDatagrams from, Seal seal, long nonce) throws IOException, InterruptedException {
        Envelope challenge = answer(from, seal, RawDatagrams.hello(nonce, 0));
        long cookie = challenge.getChallenge().getCookie();
        assertThat(answer(from, seal, RawDatagrams.hello(nonce, cookie)).hasWelcome())
                .isTrue();
        assertThat(next(atMaster)).isInstanceOf(Hello.class);
    }

    private void awaitDropped(Drop reason, long count) {
        await().untilAsserted(() -> assertThat(port.drops().of(reason)).isEqualTo(count));
    }

    @Test
    void hearsNothingThatIsNotSealed() throws IOException, InterruptedException {
        Seal seal = sealOf(A);
        try (RawDatagrams slave = raw();
                RawDatagrams stranger = raw()) {
            join(slave, seal, NONCE);
            for (RawDatagrams from : List.of(slave, stranger)) {
                for (Envelope question : List.of(RawDatagrams.reading(1_000), RawDatagrams.hello(NONCE, 0))) {
                    from.send(question);
                    Envelope answer = from.receive();
                    assertThat(answer.hasUnknownKey()).isTrue();
                    assertThat(answer.getSerializedSize()).isLessThanOrEqualTo(question.getSerializedSize());
                }
            }
            assertThat(atMaster).isEmpty();
            assertThat(port.drops().of(Drop.UNSEALED)).isEqualTo(4);
        }
    }

    @Test
    void hearsEachDatagramOnceAndInAnyOrder() throws IOException, InterruptedException {
        Seal seal = sealOf(A);
        try (RawDatagrams slave = raw()) {
            join(slave, seal, NONCE);
            byte[] first = sealed(seal, RawDatagrams.reading(1_000));
            byte[] second = sealed(seal, RawDatagrams.reading(1_000));
            slave.send(second);
            slave.send(first);
            slave.send(first);
            slave.send(second);
            awaitDropped(Drop.REPLAYED, 2);
            assertThat(atMaster).hasSize(2);
        }
    }

    @Test
    void hearsNothingThatWasAltered() throws IOException, InterruptedException {
        Seal seal = sealOf(A);
        try (RawDatagrams slave = raw()) {
            join(slave, seal, NONCE);
            byte[] bytes = sealed(seal, RawDatagrams.reading(1_000));
            for (int at : new int[] {9 + 6, Seal.HEADER_BYTES, bytes.length - 17, bytes.length - 1}) {
                byte[] altered = bytes.clone();
                altered[at] ^= 1;
                slave.send(altered);
            }
            awaitDropped(Drop.FORGED, 4);
            assertThat(atMaster).isEmpty();
            slave.send(bytes);
            assertThat(next(atMaster)).isInstanceOf(Message.Reading.class);
        }
    }

    @Test
    void tellsWhoHasOtherKeysToGetSome() throws IOException {
        Seal unknown = Seal.ofSlave(DatagramKeys.random(new java.security.SecureRandom()), MASTER, System.nanoTime());
        try (RawDatagrams stranger = raw()) {
            byte[] question = sealed(unknown, RawDatagrams.hello(NONCE, 0));
            stranger.send(question);
            byte[] answer = stranger.receiveBytes();
            assertThat(answer.length).isLessThanOrEqualTo(question.length);
            Envelope envelope = Envelope.parseFrom(answer);
            assertThat(envelope.getSession()).isEqualTo(NONCE);
            assertThat(envelope.getUnknownKey().getKeyId()).isEqualTo(unknown.id());
        }
    }

    @Test
    void movesASessionToAnAddressThatIsProven() throws IOException, InterruptedException {
        Seal seal = sealOf(A);
        try (RawDatagrams slave = raw();
                RawDatagrams moved = raw()) {
            join(slave, seal, NONCE);
            Envelope challenge = answer(moved, seal, RawDatagrams.reading(1_000));
            assertThat(challenge.getSession()).isEqualTo(1_000);
            assertThat(challenge.getChallenge().getNonce()).isZero();
            assertThat(atMaster).isEmpty();
            assertThat(sessions.get(0).channel().remoteAddress()).isEqualTo(slave.address());

            long cookie = challenge.getChallenge().getCookie();
            assertThat(answer(moved, seal, RawDatagrams.hello(NONCE, cookie)).hasWelcome())
                    .isTrue();
            assertThat(sessions.get(0).channel().remoteAddress()).isEqualTo(moved.address());
        }
    }

    /** What was overheard does not help: it was said already. */
    @Test
    void movesNoSessionForARepeatedDatagram() throws IOException, InterruptedException {
        Seal seal = sealOf(A);
        try (RawDatagrams slave = raw();
                RawDatagrams thief = raw()) {
            join(slave, seal, NONCE);
            byte[] overheard = sealed(seal, RawDatagrams.reading(1_000));
            slave.send(overheard);
            next(atMaster);
            thief.send(overheard);
            awaitDropped(Drop.REPLAYED, 1);
            assertThat(thief.isSilent()).isTrue();
            assertThat(sessions.get(0).channel().remoteAddress()).isEqualTo(slave.address());
        }
    }

    @Test
    void hearsNobodyInSomebodyElsesSession() throws IOException, InterruptedException {
        Seal seal = sealOf(A);
        Seal other = sealOf(B);
        try (RawDatagrams slave = raw();
                RawDatagrams thief = raw()) {
            join(slave, seal, NONCE);
            thief.send(sealed(other, RawDatagrams.reading(1_000)));
            awaitDropped(Drop.FOREIGN, 1);
            long cookie = answer(thief, other, RawDatagrams.hello(NONCE, 0))
                    .getChallenge()
                    .getCookie();
            thief.send(sealed(other, RawDatagrams.hello(NONCE, cookie)));
            awaitDropped(Drop.FOREIGN, 2);
            assertThat(thief.isSilent()).isTrue();
            assertThat(atMaster).isEmpty();
            assertThat(sessions).hasSize(1);
        }
    }
}
