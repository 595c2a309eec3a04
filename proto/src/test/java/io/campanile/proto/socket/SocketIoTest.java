package io.campanile.proto.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.proto.Loopback;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SocketIoTest {

    @Test
    void prefersEpollWhereItLoads() {
        assertThat(SocketIo.best()).isEqualTo(Epoll.isAvailable() ? SocketIo.EPOLL : SocketIo.NIO);
    }

    @Test
    void runsItsLoopsOnDaemonThreadsNamedAfterTheirWork() throws Exception {
        EventLoopGroup loops = SocketIo.best().eventLoops(1, "bells");
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
    void connectsOverTheBestIo() {
        assertConnects(SocketIo.best());
    }

    @Test
    void connectsOverTheIoThatIsEverywhere() {
        assertConnects(SocketIo.NIO);
    }

    private static void assertConnects(SocketIo io) {
        try (Loopback loopback = new Loopback(io, new ChannelInboundHandlerAdapter())) {
            Channel channel = loopback.connect(new ChannelInboundHandlerAdapter());

            assertThat(channel.isActive()).isTrue();
            assertThat(channel).isInstanceOf(io.channel());
        }
    }
}
