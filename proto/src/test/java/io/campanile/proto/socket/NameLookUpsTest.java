package io.campanile.proto.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
    void namesBothFamiliesInTurnBeginningWithTheFirstOne() throws UnknownHostException {
        assertThat(inTurn("10.0.0.1", "10.0.0.2", "10.0.0.3", "2001:db8::1", "2001:db8::2"))
                .containsExactly("10.0.0.1", "2001:db8:0:0:0:0:0:1", "10.0.0.2", "2001:db8:0:0:0:0:0:2", "10.0.0.3");
        assertThat(inTurn("2001:db8::1", "2001:db8::2", "10.0.0.1"))
                .containsExactly("2001:db8:0:0:0:0:0:1", "10.0.0.1", "2001:db8:0:0:0:0:0:2");
        assertThat(inTurn("10.0.0.1")).containsExactly("10.0.0.1");
    }

    @Test
    void bearsANameOfVeryManyAddresses() throws UnknownHostException {
        String[] many = IntStream.range(0, 200).mapToObj(i -> "10.0.0." + i).toArray(String[]::new);
        assertThat(inTurn(many)).hasSize(NameLookUps.MOST_ADDRESSES).startsWith("10.0.0.0", "10.0.0.1");
    }

    private static List<String> inTurn(String... addresses) throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>();
        for (String address : addresses) {
            all.add(InetAddress.getByName(address));
        }
        return NameLookUps.inTurn(all).stream().map(InetAddress::getHostAddress).toList();
    }

    @Test
    void findsAllAddressesOfAName() throws UnknownHostException {
        Future<List<InetSocketAddress>> found =
                NameLookUps.SHARED.getResolver(loop).resolveAll(InetSocketAddress.createUnresolved("localhost", 8080));
        assertThat(found.awaitUninterruptibly(30, TimeUnit.SECONDS)).isTrue();
        assertThat(found.getNow())
                .hasSameSizeAs(InetAddress.getAllByName("localhost"))
                .allSatisfy(address -> {
                    assertThat(address.getAddress().isLoopbackAddress()).isTrue();
                    assertThat(address.getHostString())
                            .as("the name stays known, for certificates")
                            .isEqualTo("localhost");
                    assertThat(address.getPort()).isEqualTo(8080);
                });
    }

    @Test
    void saysThatThereIsNoSuchName() {
        assertThat(lookUp("x".repeat(300)).cause()).isInstanceOf(UnknownHostException.class);
    }
}
