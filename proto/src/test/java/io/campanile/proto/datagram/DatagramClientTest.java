package io.campanile.proto.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.SystemClock;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Standing;
import io.campanile.proto.WirePipeline;
import io.campanile.proto.codec.Arrived;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.v1.Challenge;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.GoodbyeReason;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatagramClientTest {

    private static final long SESSION = 0x1234_5678_9abc_def0L;

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "datagrams");
    private final DatagramClient client = DatagramClient.open(loops.next(), TimeStamps.USER);
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final RawDatagrams master = open();
    private ChannelFuture connecting;

    private static RawDatagrams open() {
        try {
            return new RawDatagrams(null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says hello, and notes what comes of it. */
    private final class Slave extends SimpleChannelInboundHandler<Arrived> {

        private final String name;

        Slave(String name) {
            this.name = name;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            WirePipeline.installBefore(ctx, new SystemClock());
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(new Hello(name, 42, Message.PROTOCOL_VERSION, true, 0));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Arrived arrived) {
            heard.add(arrived.message());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            heard.add(cause);
            ctx.close();
        }
    }

    @BeforeEach
    void connect() {
        connect("a");
    }

    private void connect(String name) {
        connecting = client.bootstrap(null).handler(new Slave(name)).connect(master.address());
    }

    @AfterEach
    void close() {
        master.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Object next() throws InterruptedException {
        Object next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next == null ? "" : next;
    }

    private static Envelope challenge(long nonce, long cookie) {
        return Envelope.newBuilder()
                .setChallenge(Challenge.newBuilder().setNonce(nonce).setCookie(cookie))
                .build();
    }

    private static Envelope welcome(long nonce, long session) {
        return Envelope.newBuilder()
                .setSession(session)
                .setWelcome(io.campanile.proto.v1.Welcome.newBuilder()
                        .setName("a")
                        .setEpoch(1)
                        .setRoundNanos(100_000_000)
                        .setIdleNanos(10_000_000_000L)
                        .setNonce(nonce))
                .build();
    }

    private static Envelope probe(long session, long sequence) {
        return Envelope.newBuilder()
                .setSession(session)
                .setProbe(io.campanile.proto.v1.Probe.newBuilder()
                        .setRound(1)
                        .setSequence(sequence)
                        .setStanding(io.campanile.proto.v1.Standing.STANDING_MEMBER))
                .build();
    }

    @Test
    void saysHelloAgainUntilItIsWelcomed() throws IOException, InterruptedException {
        Envelope first = master.receive();
        assertThat(first.getHello().getNonce()).isNotZero();
        assertThat(master.receive()).isEqualTo(first);
        assertThat(connecting.isDone()).as("nobody has answered yet").isFalse();

        master.send(welcome(first.getHello().getNonce(), SESSION));
        assertThat(next()).isInstanceOf(Welcome.class);
        assertThat(connecting.isSuccess()).isTrue();
        while (!master.isSilent()) {
            // One may have been on its way.
        }
        master.send(probe(SESSION, 1));
        assertThat(next()).isEqualTo(new Probe(SESSION, 1, 1, 0, Standing.MEMBER, null));
    }

    @Test
    void saysAfterSomeSecondsThatNobodyIsThere() throws IOException, InterruptedException {
        assertThat(connecting.awaitUninterruptibly(10, TimeUnit.SECONDS)).isTrue();
        assertThat(connecting.cause()).hasMessageContainingAll("nobody answers there", "UDP");
        for (int i = 0; i < 4; i++) {
            assertThat(master.receive().hasHello()).isTrue();
        }
        assertThat(master.isSilent()).isTrue();
    }

    @Test
    void waitsForAMasterThatHasAskedItForAProof() throws IOException, InterruptedException {
        long nonce = master.receive().getHello().getNonce();
        master.send(challenge(nonce, 5));
        cookie(5);

        assertThat(heard.poll(5, TimeUnit.SECONDS))
                .as("longer than nobody would be waited for")
                .isNull();

        assertThat(cookie(5).getHello().getNonce())
                .as("it asks again meanwhile")
                .isEqualTo(nonce);
        master.send(welcome(nonce, SESSION));
        assertThat(next()).isInstanceOf(Welcome.class);
    }

    @Test
    void provesItsAddressWheneverItIsAsked() throws IOException, InterruptedException {
        long nonce = master.receive().getHello().getNonce();
        master.send(challenge(nonce, 5));
        assertThat(cookie(5).getHello().getNonce()).isEqualTo(nonce);
        master.send(welcome(nonce, SESSION));
        next();

        master.send(challenge(nonce, 6));
        assertThat(cookie(6).getHello().getNonce()).isEqualTo(nonce);
    }

    /** The next hello with this cookie; one without may have been on its way. */
    private Envelope cookie(long cookie) throws IOException {
        Envelope hello = master.receive();
        while (hello.getHello().getCookie() != cookie) {
            hello = master.receive();
        }
        return hello;
    }

    @Test
    void hearsAWelcomeOnce() throws IOException, InterruptedException {
        long nonce = master.receive().getHello().getNonce();
        master.send(welcome(nonce, SESSION));
        master.send(welcome(nonce, SESSION));
        master.send(probe(SESSION, 2));

        assertThat(next()).isInstanceOf(Welcome.class);
        assertThat(next()).isEqualTo(new Probe(SESSION, 1, 2, 0, Standing.MEMBER, null));
    }

    @Test
    void asksWhetherAMasterIsStillThereThatIsQuiet() throws IOException, InterruptedException {
        Envelope hello = master.receive();
        master.send(welcome(hello.getHello().getNonce(), SESSION));
        assertThat(next()).isInstanceOf(Welcome.class);

        assertThat(master.receive()).isEqualTo(hello);
        // A hello that was on its way proves nothing; three rounds later comes one that was meant.
        while (!master.isSilent()) {
            assertThat(heard).isEmpty();
        }
        assertThat(master.receive()).isEqualTo(hello);
    }

    @Test
    void endsWhenTheMasterHasForgottenIt() throws IOException, InterruptedException {
        long nonce = master.receive().getHello().getNonce();
        master.send(welcome(nonce, SESSION));
        next();
        master.send(welcome(nonce, SESSION + 1));

        assertThat(next()).asString().contains("the master has forgotten this session");
    }

    @Test
    void hearsNothingBeforeItsWelcome() throws IOException, InterruptedException {
        long nonce = master.receive().getHello().getNonce();
        master.send(probe(SESSION, 1));
        master.send(welcome(nonce + 1, SESSION));
        master.send(welcome(nonce, SESSION));

        assertThat(next()).isInstanceOf(Welcome.class);
    }

    @Test
    void hearsThatItIsRefused() throws IOException, InterruptedException {
        long nonce = master.receive().getHello().getNonce();
        master.send(Envelope.newBuilder()
                .setSession(nonce)
                .setGoodbye(io.campanile.proto.v1.Goodbye.newBuilder()
                        .setReason(GoodbyeReason.GOODBYE_REASON_FULL)
                        .setDetail("no room"))
                .build());

        assertThat(next())
                .isInstanceOfSatisfying(
                        Goodbye.class, g -> assertThat(g.detail()).isEqualTo("no room"));
    }

    @Test
    void slavesThatShareASocketAreToldApart() throws IOException, InterruptedException {
        connect("b");
        Envelope one = master.receive();
        Envelope other = master.receive();
        while (other.getHello().getNonce() == one.getHello().getNonce()) {
            other = master.receive();
        }
        master.send(welcome(one.getHello().getNonce(), SESSION));
        master.send(welcome(other.getHello().getNonce(), SESSION + 1));
        assertThat(next()).isInstanceOf(Welcome.class);
        assertThat(next()).isInstanceOf(Welcome.class);

        master.send(probe(SESSION + 1, 8));
        assertThat(next()).isEqualTo(new Probe(SESSION + 1, 1, 8, 0, Standing.MEMBER, null));
    }

    @Test
    void shrugsAtGarbage() throws IOException, InterruptedException {
        long nonce = master.receive().getHello().getNonce();
        master.send(new byte[] {9, 1, 2});
        master.send(new byte[1400]);
        master.send(welcome(nonce, SESSION));
        assertThat(next()).isInstanceOf(Welcome.class);
        assertThat(client.drops().of(Drop.MALFORMED)).isEqualTo(2);
    }
}
