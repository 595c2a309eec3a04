package io.campanile.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.campanile.proto.socket.SocketIo;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class ServiceManagerTest {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private EventLoopGroup loop;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        assumeThat(Epoll.isAvailable()).isTrue();
        loop = SocketIo.EPOLL.eventLoops(1, "manager");
    }

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    /** A service manager's end. */
    private void listen(String path) {
        new Bootstrap()
                .group(loop)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket packet) {
                        heard.add(packet.content().toString(StandardCharsets.UTF_8));
                    }
                })
                .bind(new DomainSocketAddress(path))
                .syncUninterruptibly();
    }

    private String inFolder() {
        return folder.resolve("notify").toString();
    }

    private String next() throws InterruptedException {
        return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
    }

    private void isToldEverything(String socket) throws Exception {
        try (ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", socket)::get)) {
            manager.status("asking for a master");
            manager.ready("synchronized");
            manager.watch(() -> CompletableFuture.completedFuture(null));
            manager.stopping();
        }
        assertThat(next()).isEqualTo("STATUS=asking for a master");
        assertThat(next()).isEqualTo("READY=1\nSTATUS=synchronized");
        assertThat(next()).as("no sign of life where nobody watches").startsWith("STOPPING=1\n");
    }

    @Test
    void isToldAtASocketInAFolder() throws Exception {
        listen(inFolder());
        isToldEverything(inFolder());
    }

    @Test
    void isToldAtANameThatIsNoFile() throws Exception {
        String name = "campanile-test-" + ProcessHandle.current().pid();
        listen("\0" + name);
        isToldEverything("@" + name);
    }

    @Test
    void hasNothingToHearWhereNobodyListens() throws IOException {
        try (ServiceManager manager = ServiceManager.of(name -> null)) {
            manager.ready("synchronized");
            manager.watch(() -> {
                throw new AssertionError("nobody watches");
            });
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void getsNoSignOfLifeWhileALoopHangs() throws Exception {
        listen(inFolder());
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<Void> hangs = new CompletableFuture<>();
        Map<String, String> environment = Map.of(
                "NOTIFY_SOCKET", inFolder(),
                "WATCHDOG_USEC", "3000",
                "WATCHDOG_PID", String.valueOf(ProcessHandle.current().pid()));
        try (ServiceManager manager = ServiceManager.of(environment::get)) {
            manager.watch(() -> asked.getAndIncrement() < 2 ? CompletableFuture.completedFuture(null) : hangs);
            assertThat(next()).isEqualTo("WATCHDOG=1");
            assertThat(next()).isEqualTo("WATCHDOG=1");
            assertThat(heard.poll(50, TimeUnit.MILLISECONDS)).isNull();
            assertThat(asked).as("it is asked once").hasValue(3);
            hangs.complete(null);
            assertThat(next()).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void watchesAnotherProcess() throws Exception {
        listen(inFolder());
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", inFolder(), "WATCHDOG_USEC", "1000", "WATCHDOG_PID", "1");
        try (ServiceManager manager = ServiceManager.of(environment::get)) {
            manager.watch(() -> {
                throw new AssertionError("nobody watches this one");
            });
            manager.stopping();
        }
        assertThat(next()).startsWith("STOPPING=1");
    }

    @Test
    void thatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ServiceManager.of(Map.of("NOTIFY_SOCKET", inFolder())::get))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("NOTIFY_SOCKET=" + inFolder() + ": ")
                .hasMessageEndingWith("; unset it, or start this process by it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0", "-5"})
    void watchdogsTimeHasToBeOne(String micros) {
        listen(inFolder());
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", inFolder(), "WATCHDOG_USEC", micros);
        assertThatThrownBy(() -> ServiceManager.of(environment::get))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("WATCHDOG_USEC is '" + micros + "'");
    }
}
