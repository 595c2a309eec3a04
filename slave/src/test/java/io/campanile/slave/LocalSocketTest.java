package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.clock.TestCorrections;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.proto.socket.SocketIo;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class LocalSocketTest {

    private static final long COOKIE = 0xC0FFEE;

    private final DisciplinedClock clock = new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT);
    private EventLoopGroup loops;
    private Path path;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        assumeTrue(Epoll.isAvailable(), "there is no epoll on this machine");
        loops = SocketIo.EPOLL.eventLoops(1, "local-socket");
        path = folder.resolve("time");
    }

    @AfterEach
    void end() {
        if (loops != null) {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private LocalSocket open() throws IOException {
        return LocalSocket.open(clock, loops.next(), path, LocalSocket.EVERYBODY);
    }

    private void assertTells(ByteBuffer answer, long before, long after) {
        assertThat(answer.remaining()).isEqualTo(LocalAnswer.BYTES);
        assertThat(answer.getInt()).isEqualTo(LocalAnswer.MAGIC);
        assertThat(answer.getShort()).as("version").isEqualTo((short) LocalAnswer.VERSION);
        assertThat(answer.getShort()).as("synchronized").isEqualTo((short) 2);
        assertThat(answer.getLong()).isEqualTo(COOKIE);
        long monotonic = answer.getLong();
        assertThat(monotonic).isBetween(before, after);
        long cluster = answer.getLong();
        long now = System.nanoTime();
        assertThat(cluster + now - monotonic).isCloseTo(clock.nanos(), within(50_000_000L));
        assertThat(answer.getLong()).as("error").isGreaterThan(TestCorrections.ERROR);
    }

    @Test
    void tellsWhatTheClockShowsToSocketsWithAFileAndWithout() throws IOException {
        clock.correct(TestCorrections.first(clock.local().nanos()));
        try (LocalSocket socket = open();
                Asker withFile = Asker.withFile(path, folder.resolve("own"));
                Asker withoutFile = Asker.withoutFile(path, COOKIE)) {
            assertThat(socket).isNotNull();
            long before = System.nanoTime();
            ByteBuffer toFile = withFile.ask(COOKIE);
            assertTells(toFile, before, System.nanoTime());
            ByteBuffer toName = withoutFile.ask(COOKIE);
            assertTells(toName, before, System.nanoTime());
        }
    }

    @Test
    void goesOnWhilePeersDoNotReadTheirAnswersAndAfterTheyAreGone() throws IOException {
        try (LocalSocket socket = open();
                Asker other = Asker.withFile(path, folder.resolve("other"))) {
            assertThat(socket).isNotNull();
            Asker deaf = Asker.withFile(path, folder.resolve("deaf"));
            for (int i = 0; i < 2_000; i++) {
                deaf.send(Asker.request(LocalAnswer.VERSION, i));
            }
            assertThat(other.ask(COOKIE).remaining()).isEqualTo(LocalAnswer.BYTES);
            deaf.send(Asker.request(LocalAnswer.VERSION, COOKIE));
            deaf.close();
            assertThat(other.ask(COOKIE).remaining()).isEqualTo(LocalAnswer.BYTES);
        }
    }

    @Test
    void removesItsFileWhenItIsClosed() throws IOException {
        LocalSocket socket = open();
        assertThat(path).exists();
        socket.close();
        socket.close();
        assertThat(path).doesNotExist();
    }

    @Test
    void endsWithTheSlave() throws IOException {
        try (Slave slave = Campanile.slave().master("localhost", 1).build()) {
            LocalSocket.open(slave, path, LocalSocket.EVERYBODY);
            assertThat(path).exists();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void leavesAFileThatHasTakenThePlaceOfItsOwn() throws IOException {
        LocalSocket socket = open();
        Files.delete(path);
        Files.writeString(path, "another");
        socket.close();
        assertThat(path).hasContent("another");
    }

    @Test
    void letsThoseAskWhomItsModeLets() throws IOException {
        try (LocalSocket socket =
                LocalSocket.open(clock, loops.next(), path, PosixFilePermissions.fromString("rw-rw----"))) {
            assertThat(socket).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw----");
        }
    }

    @Test
    void takesThePlaceOfASocketThatAKilledProcessHasLeft() throws IOException {
        Socket killed = Socket.newSocketDomainDgram();
        killed.bind(new DomainSocketAddress(path.toString()));
        killed.close();
        assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
        try (LocalSocket socket = open();
                Asker asker = Asker.withFile(path, folder.resolve("own"))) {
            assertThat(socket).isNotNull();
            assertThat(asker.ask(COOKIE).remaining()).isEqualTo(LocalAnswer.BYTES);
        }
    }

    @Test
    void refusesAPathAtWhichSomebodyListens() throws IOException {
        try (LocalSocket first = open()) {
            assertThat(first).isNotNull();
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "somebody listens at %s already: stop that process, or choose another path for the local socket",
                            path);
            try (Asker asker = Asker.withFile(path, folder.resolve("own"))) {
                assertThat(asker.ask(COOKIE).remaining())
                        .as("the first goes on")
                        .isEqualTo(LocalAnswer.BYTES);
            }
        }
    }

    @Test
    void refusesAFileThatIsNoSocketAndLeavesIt() throws IOException {
        Files.writeString(path, "precious");
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is there, and is no socket: remove it, or choose another path");
        assertThat(path).hasContent("precious");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        path = folder.resolve("missing/time");
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "there is no directory %s for the local socket: make it, or choose another path",
                        path.getParent());
    }

    @Test
    void refusesAPathThatIsTooLong() {
        path = folder.resolve("x".repeat(108));
        assertThatIllegalArgumentException()
                .isThrownBy(this::open)
                .withMessageMatching("the path of a local socket has \\d+ bytes; choose one of 1 to 107");
    }

    @Test
    void refusesEventLoopsThatDoNotServeIt() {
        EventLoopGroup nio = SocketIo.NIO.eventLoops(1, "nio");
        EventLoop loop = nio.next();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalSocket.open(clock, loop, path, LocalSocket.EVERYBODY))
                .withMessageContaining("needs an event loop for epoll");
        nio.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
