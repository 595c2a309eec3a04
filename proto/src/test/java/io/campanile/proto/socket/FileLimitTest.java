package io.campanile.proto.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLimitTest {

    private static IOException noFiles() {
        return new IOException("accept(..) failed with error(-24): Too many open files");
    }

    @TempDir
    private Path directory;

    @Test
    void isReadFromWhatTheKernelSays() throws IOException {
        Path limits = Files.writeString(directory.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max cpu time              unlimited            unlimited            seconds
                Max open files            1024                 524288               files
                """);
        assertThat(FileLimit.in(limits)).contains("1024");
        assertThat(FileLimit.in(directory.resolve("absent"))).isEmpty();
    }

    @Test
    void isToldWithWhatToRaiseWhereverFilesRunOut() {
        String limit = FileLimit.in(Path.of("/proc/self/limits")).orElse("that");
        assertThat(SocketFailure.reason(noFiles()))
                .startsWith("this process has no files left")
                .contains(limit, "ulimit -n", "LimitNOFILE", "nofile");
        assertThat(FileLimit.reached(new IllegalStateException("failed to create a child event loop", noFiles())))
                .contains(SocketFailure.reason(noFiles()));
    }

    @Test
    void isTheMachinesWhereThatHasNoneLeft() {
        assertThat(SocketFailure.reason(new IOException("Too many open files in system")))
                .isEqualTo("this machine has no files left: raise fs.file-max");
    }

    @Test
    void isNotToBlameForAnythingElse() {
        assertThat(FileLimit.reached(new BindException("Address already in use")))
                .isEmpty();
        assertThat(FileLimit.reached(new IOException((String) null))).isEmpty();
    }

    /** Another address would not help. */
    @Test
    @SuppressWarnings("AddressSelection") // an address, and no name
    void isWhatABindSaysThatRunsIntoIt() {
        EmbeddedChannel channel = new EmbeddedChannel();
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", 8080);
        assertThatThrownBy(() -> Listening.bind(() -> channel.newFailedFuture(noFiles()), address, "slaves"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on 127.0.0.1:8080: this process has no files left")
                .hasMessageNotContaining("choose another");
    }
}
