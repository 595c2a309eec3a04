package io.campanile.proto;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransportTest {

    @Test
    void prefersEpollWhereItLoads() {
        assertThat(Transport.best()).isEqualTo(Epoll.isAvailable() ? Transport.EPOLL : Transport.NIO);
    }

    @Test
    void runsItsLoopsOnDaemonThreadsNamedAfterTheirWork() throws Exception {
        EventLoopGroup loops = Transport.best().eventLoops(1, "bells");
        try {
            Callable<Thread> current = Thread::currentThread;
            Thread thread = loops.submit(current).get(5, TimeUnit.SECONDS);

            assertThat(thread.getName()).startsWith("bells");
            assertThat(thread.isDaemon()).isTrue();
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void connectsOverTheBestTransport() {
        assertConnects(Transport.best());
    }

    @Test
    void connectsOverTheTransportThatIsEverywhere() {
        assertConnects(Transport.NIO);
    }

    private static void assertConnects(Transport transport) {
        try (Loopback loopback = new Loopback(transport, new ChannelInboundHandlerAdapter())) {
            Channel channel = loopback.connect(new ChannelInboundHandlerAdapter());

            assertThat(channel.isActive()).isTrue();
            assertThat(channel).isInstanceOf(transport.channel());
        }
    }
}
