package io.campanile.proto.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import io.campanile.proto.GracefulClose;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.v1.Announcement;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.Probe;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramServerTest {

    private static final long SESSION = 0x1234_5678_9abc_def0L;
    private static final long NONCE = 77;

    /** How long the first of two datagrams is handled. */
    private static final long SLOW_NANOS = 50_000_000;

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "datagrams");
    private final List<Slave> accepted = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private final ServerPort port = ServerPort.with(null);

    /** Who leads, if this master does not; it is of use to those only who do not know it yet. */
    private volatile @Nullable Redirect leader;

    private final DatagramServer server = new DatagramServer(port, this::onward, this::newSlave);
    private InetSocketAddress address = new InetSocketAddress(0);
    private RawDatagrams peer = raw(address);

    /** Welcomes whoever says hello, unless its name says otherwise, and notes the rest. */
    private final class Slave extends SimpleChannelInboundHandler<Arrived> {

        private @Nullable ChannelHandlerContext context;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
            WirePipeline.installBefore(ctx, System::nanoTime);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Arrived arrived) {
            Message message = arrived.message();
            heard.add(message);
            if (message instanceof Hello hello) {
                if (hello.name().equals("waits")) {
                    return;
                }
                if (hello.lastEpoch() > 0) {
                    GracefulClose.say(ctx, new Goodbye(0, GoodbyeReason.STALE_MASTER, "too old"));
                } else {
                    ctx.writeAndFlush(new Welcome(SESSION, hello.name(), 1, 1_000_000_000, 10_000_000_000L));
                }
            }
        }

        InetSocketAddress remote() {
            return (InetSocketAddress) context().channel().remoteAddress();
        }

        ChannelHandlerContext context() {
            if (context == null) {
                throw new IllegalStateException("not in a pipeline");
            }
            return context;
        }
    }

    private Optional<Redirect> onward(long nonce, long newerThan) {
        return Optional.ofNullable(leader)
                .filter(other -> other.epoch() > newerThan)
                .map(other -> new Redirect(nonce, other.host(), other.port(), other.epoch()));
    }

    private Slave newSlave() {
        Slave slave = new Slave();
        accepted.add(slave);
        return slave;
    }

    private static RawDatagrams raw(InetSocketAddress to) {
        try {
            return new RawDatagrams(to);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() {
        address = (InetSocketAddress) server.bind(
                        loops.next(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        false,
                        TimeStamps.USER)
                .syncUninterruptibly()
                .channel()
                .localAddress();
        peer.close();
        peer = raw(address);
    }

    @AfterEach
    void close() {
        peer.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Envelope join(RawDatagrams from, long nonce) throws IOException {
        from.send(RawDatagrams.hello(nonce, 0));
        from.send(RawDatagrams.hello(nonce, from.receive().getChallenge().getCookie()));
        return from.receive();
    }

    private Message next() throws InterruptedException {
        Message message = heard.poll(10, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message == null ? new Goodbye(0, GoodbyeReason.SHUTDOWN, "") : message;
    }

    @Test
    void keepsNothingOfAStrangerUntilItsAddressIsProven() throws IOException {
        Envelope hello = RawDatagrams.hello(NONCE, 0);
        peer.send(hello);

        Envelope challenge = peer.receive();
        assertThat(challenge.getChallenge().getNonce()).isEqualTo(NONCE);
        assertThat(challenge.getSerializedSize()).isLessThanOrEqualTo(hello.getSerializedSize());
        assertThat(accepted).isEmpty();

        peer.send(RawDatagrams.hello(NONCE, challenge.getChallenge().getCookie() + 1));
        assertThat(peer.receive().hasChallenge()).isTrue();
        assertThat(accepted).isEmpty();
    }

    @Test
    void sendsOnWithoutAProofOrASessionAndAtNoGreaterLength() throws IOException {
        leader = new Redirect(0, "m2", 8080, 42);
        Envelope hello = RawDatagrams.hello(NONCE, 0);
        peer.send(hello);

        Envelope answer = peer.receive();
        assertThat(answer.getSession()).isEqualTo(NONCE);
        assertThat(answer.getRedirect().getHost()).isEqualTo("m2");
        assertThat(answer.getRedirect().getPort()).isEqualTo(8080);
        assertThat(answer.getRedirect().getEpoch()).isEqualTo(42);
        assertThat(answer.getSerializedSize()).isLessThanOrEqualTo(hello.getSerializedSize());
        assertThat(accepted).isEmpty();
    }

    @Test
    void letsWaitWhoSeeksANewerLeader() throws IOException {
        leader = new Redirect(0, "m2", 8080, 42);
        Envelope hello = RawDatagrams.hello(NONCE, 0);
        peer.send(hello.toBuilder()
                .setHello(hello.getHello().toBuilder().setLastEpoch(42).setSeeksNewer(true))
                .build());
        assertThat(peer.receive().hasChallenge()).isTrue();
    }

    @Test
    void beginsASessionToNameALeaderWhoseNameIsTooLongForAStranger() throws IOException {
        leader = new Redirect(0, "a-host-with-a-very-long-name.example.org", 8080, 42);
        assertThat(join(peer, NONCE).hasWelcome())
                .as("the handler decides what it is told")
                .isTrue();
    }

    @Test
    void sendsNobodyOnWhoHasASession() throws IOException {
        Envelope welcome = join(peer, NONCE);
        leader = new Redirect(0, "m2", 8080, 42);
        peer.send(RawDatagrams.hello(NONCE, 0));
        peer.send(RawDatagrams.hello(NONCE, peer.receive().getChallenge().getCookie()));
        assertThat(peer.receive()).isEqualTo(welcome);
    }

    @Test
    void welcomesWhoeverHearsItsChallenge() throws IOException, InterruptedException {
        Envelope welcome = join(peer, NONCE);

        assertThat(welcome.getSession()).isEqualTo(SESSION);
        assertThat(welcome.getWelcome().getNonce()).isEqualTo(NONCE);
        assertThat(next()).isInstanceOf(Hello.class);
        peer.send(RawDatagrams.reading(SESSION));
        assertThat(next()).isInstanceOf(Reading.class);
        assertThat(accepted).hasSize(1);
        assertThat(accepted.get(0).remote()).isEqualTo(peer.address());
    }

    @Test
    void hearsTheGoodbyeOfASlaveThatWaitsForItsWelcome() throws IOException, InterruptedException {
        peer.send(waiting(0));
        peer.send(waiting(peer.receive().getChallenge().getCookie()));
        assertThat(next()).isInstanceOf(Hello.class);
        Envelope goodbye = Envelope.newBuilder()
                .setSession(NONCE)
                .setGoodbye(io.campanile.proto.v1.Goodbye.newBuilder()
                        .setReason(io.campanile.proto.v1.GoodbyeReason.GOODBYE_REASON_SHUTDOWN))
                .build();

        try (RawDatagrams stranger = raw(address)) {
            stranger.send(goodbye);
            assertThat(stranger.isSilent()).isTrue();
        }
        assertThat(heard).as("from another address").isEmpty();

        peer.send(goodbye);
        assertThat(next()).isInstanceOf(Goodbye.class);
    }

    private static Envelope waiting(long cookie) {
        Envelope hello = RawDatagrams.hello(NONCE, cookie);
        return hello.toBuilder()
                .setHello(hello.getHello().toBuilder().setName("waits"))
                .build();
    }

    /** One system call, one stamp: a datagram is not late because others came in with it and were handled first. */
    @Test
    void stampsAllDatagramsThatCameInTogetherAlike() throws InvalidProtocolBufferException {
        List<Long> arrivals = new ArrayList<>();
        EmbeddedChannel socket = new EmbeddedChannel(new DatagramServer(
                ServerPort.with(null), Signpost.NONE, () -> new ChannelInboundHandlerAdapter() {
                    @Override
                    public void handlerAdded(ChannelHandlerContext ctx) {
                        WirePipeline.installBefore(ctx, System::nanoTime);
                    }

                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        arrivals.add(((Arrived) message).atNanos());
                        long busyUntil = System.nanoTime() + SLOW_NANOS;
                        while (System.nanoTime() < busyUntil) {
                            Thread.onSpinWait();
                        }
                    }
                }));
        socket.writeInbound(packet(RawDatagrams.hello(NONCE, 0)), packet(RawDatagrams.hello(NONCE + 1, 0)));

        socket.writeInbound(
                packet(RawDatagrams.hello(NONCE, cookieFrom(socket))),
                packet(RawDatagrams.hello(NONCE + 1, cookieFrom(socket))));

        assertThat(arrivals).hasSize(2);
        assertThat(arrivals.get(1) - arrivals.get(0)).isBetween(-SLOW_NANOS / 2, SLOW_NANOS / 2);
        socket.finishAndReleaseAll();
    }

    private static DatagramPacket packet(Envelope envelope) {
        return new DatagramPacket(
                Unpooled.wrappedBuffer(envelope.toByteArray()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 2));
    }

    private static long cookieFrom(EmbeddedChannel socket) throws InvalidProtocolBufferException {
        DatagramPacket challenge = socket.readOutbound();
        try {
            return Envelope.parseFrom(challenge.content().nioBuffer())
                    .getChallenge()
                    .getCookie();
        } finally {
            challenge.release();
        }
    }

    @Test
    void repeatsTheSameWelcome() throws IOException, InterruptedException {
        Envelope welcome = join(peer, NONCE);
        peer.send(RawDatagrams.hello(NONCE, 0));
        peer.send(RawDatagrams.hello(NONCE, peer.receive().getChallenge().getCookie()));

        assertThat(peer.receive()).isEqualTo(welcome);
        assertThat(accepted).hasSize(1);
        assertThat(next()).isInstanceOf(Hello.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void hearsASessionFromAnotherAddressOnlyOnceThatIsProven() throws IOException, InterruptedException {
        join(peer, NONCE);
        next();
        try (RawDatagrams moved = raw(address)) {
            Envelope question = RawDatagrams.reading(SESSION);
            moved.send(question);
            Envelope challenge = moved.receive();
            assertThat(challenge.getSession()).isEqualTo(SESSION);
            assertThat(challenge.getChallenge().getNonce())
                    .as("only the slave knows it")
                    .isZero();
            assertThat(challenge.getSerializedSize()).isLessThan(question.getSerializedSize());
            assertThat(heard).isEmpty();
            assertThat(accepted.get(0).remote()).isEqualTo(peer.address());

            moved.send(RawDatagrams.hello(NONCE, challenge.getChallenge().getCookie()));
            assertThat(moved.receive().hasWelcome()).isTrue();
            assertThat(accepted.get(0).remote()).isEqualTo(moved.address());
            moved.send(RawDatagrams.reading(SESSION));
            assertThat(next()).isInstanceOf(Reading.class);
        }
    }

    /** Whoever knows the session and hears the challenge still has to know the nonce that the slave chose. */
    @Test
    void movesNoSessionForWhoDoesNotKnowItsNonce() throws IOException, InterruptedException {
        join(peer, NONCE);
        next();
        try (RawDatagrams thief = raw(address)) {
            thief.send(RawDatagrams.reading(SESSION));
            long cookie = thief.receive().getChallenge().getCookie();
            for (long guess : new long[] {SESSION, NONCE + 1, cookie}) {
                thief.send(RawDatagrams.hello(guess, cookie));
                assertThat(thief.receive().hasChallenge()).isTrue();
            }
            assertThat(accepted).hasSize(1);
            assertThat(accepted.get(0).remote()).isEqualTo(peer.address());
        }
    }

    @Test
    void tellsASlaveThatItsSessionIsUnknown() throws IOException {
        Envelope question = RawDatagrams.reading(99);
        peer.send(question);

        Envelope answer = peer.receive();
        assertThat(answer.getSession()).isEqualTo(99);
        assertThat(answer.getGoodbye().getReason())
                .isEqualTo(io.campanile.proto.v1.GoodbyeReason.GOODBYE_REASON_UNKNOWN_SESSION);
        assertThat(answer.getSerializedSize()).isLessThan(question.getSerializedSize());
    }

    @Test
    void answersNobodyAtGreaterLength() throws IOException {
        // Nothing in them but what must be: the answer would be longer.
        peer.send(Envelope.newBuilder()
                .setSession(99)
                .setReading(io.campanile.proto.v1.Reading.getDefaultInstance())
                .build());
        peer.send(Envelope.newBuilder()
                .setHello(io.campanile.proto.v1.Hello.newBuilder().setNonce(5))
                .build());
        assertThat(peer.isSilent()).isTrue();
        assertThat(port.drops().of(Drop.UNANSWERED)).isEqualTo(2);
    }

    @Test
    void refusesAHelloUnderTheNumberThatItCameWith() throws IOException {
        Envelope old = RawDatagrams.hello(NONCE, 0);
        peer.send(old);
        long cookie = peer.receive().getChallenge().getCookie();
        peer.send(old.toBuilder()
                .setHello(old.getHello().toBuilder().setCookie(cookie).setLastEpoch(3))
                .build());

        Envelope goodbye = peer.receive();
        assertThat(goodbye.getSession()).isEqualTo(NONCE);
        assertThat(goodbye.getGoodbye().getDetail()).isEqualTo("too old");
        // It is forgotten: another hello makes another session.
        peer.send(RawDatagrams.hello(NONCE, cookie));
        assertThat(peer.receive().hasWelcome()).isTrue();
        assertThat(accepted).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 1024, 1025, 1500})
    void shrugsAtBytesThatAreNoMessage(int length) throws IOException {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        peer.send(bytes);
        assertThat(join(peer, NONCE).hasWelcome()).isTrue();
    }

    @Test
    void dropsWhatIsLongerThanAMessageMayBe() throws IOException {
        join(peer, NONCE);
        peer.send(Envelope.newBuilder()
                .setSession(SESSION)
                .setAnnouncement(Announcement.newBuilder().setBody(ByteString.copyFrom(new byte[1400])))
                .build());
        assertThat(peer.isSilent()).isTrue();
        assertThat(accepted.get(0).context().channel().isOpen()).isTrue();
    }

    @Test
    void neverHearsASlaveSayWhatMastersSay() throws IOException {
        peer.send(Envelope.newBuilder()
                .setSession(99)
                .setProbe(Probe.newBuilder().setRound(1))
                .build());
        assertThat(peer.isSilent()).isTrue();
        assertThat(port.drops().of(Drop.STRANGER)).isEqualTo(1);
    }

    @Test
    void letsNobodyInOnceItHasStopped() throws IOException {
        server.stopAccepting();
        peer.send(RawDatagrams.hello(NONCE, 0));
        peer.send(RawDatagrams.hello(NONCE, peer.receive().getChallenge().getCookie()));
        assertThat(peer.isSilent()).isTrue();
        assertThat(accepted).isEmpty();
    }
}
