package io.campanile.proto.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NameLookUpsTest {

    private final EventLoopGroup loops = SocketIo.best().eventLoops(1, "names");
    private final EventLoop loop = loops.next();

    @AfterEach
    void shutDown() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Future<InetSocketAddress> lookUp(String host) {
        Future<InetSocketAddress> found =
                NameLookUps.SHARED.getResolver(loop).resolve(InetSocketAddress.createUnresolved(host, 8080));
        assertThat(found.awaitUninterruptibly(30, TimeUnit.SECONDS)).isTrue();
        return found;
    }

    @Test
    void needsNoThreadForAnAddress() {
        assertThat(lookUp("127.0.0.7").getNow().getAddress().getHostAddress()).isEqualTo("127.0.0.7");
        assertThat(lookUp("::1").getNow().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void findsANameOnAThreadThatEndsByItself() throws InterruptedException {
        InetSocketAddress found = lookUp("localhost").getNow();

        assertThat(found.getAddress().isLoopbackAddress()).isTrue();
        assertThat(found.getPort()).isEqualTo(8080);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("campanile-look-up")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void saysThatThereIsNoSuchName() {
        assertThat(lookUp("x".repeat(300)).cause()).isInstanceOf(UnknownHostException.class);
    }
}
