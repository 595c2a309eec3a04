package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that cannot start says in one sentence what to do. */
class FailuresTest {

    @TempDir
    private Path directory;

    private static List<Path> logFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("log_"))
                    .toList();
        }
    }

    @Test
    void directoryOfAnotherMember() throws IOException {
        try (TestGroup group = new TestGroup(directory, 1).startAll()) {
            assertThatIOException()
                    .isThrownBy(() -> Group.open(group.config("m1"), false))
                    .withMessageContaining("give each master a data directory of its own");
        }
    }

    @Test
    void portThatIsTaken() throws IOException {
        TestGroup group = new TestGroup(directory, 1);
        Endpoint address = Objects.requireNonNull(group.list().get("m1"));
        try (ServerSocket taken = new ServerSocket(address.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatIOException()
                    .isThrownBy(() -> Group.open(group.config("m1"), false))
                    .withMessageContaining("cannot listen to the other members on " + address)
                    .withMessageContaining("stop what listens there");
        }
        // The directory is free again.
        group.startAll().awaitLeader();
        group.close();
    }

    @Test
    void logThatIsDamaged() throws IOException {
        TestGroup group = new TestGroup(directory, 1);
        try (group) {
            group.startAll().awaitLeader();
        }
        for (Path file : logFiles(directory)) {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 8; i < Math.min(bytes.length, 200); i++) {
                bytes[i] ^= 0x55;
            }
            Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        }
        assertThatIOException()
                .isThrownBy(() -> Group.open(group.config("m1"), false))
                .withMessageContaining("is damaged")
                .withMessageContaining("remove it and start again");
    }

    @Test
    void fileInPlaceOfTheLog() throws IOException {
        TestGroup group = new TestGroup(directory, 1);
        Files.createDirectories(group.directory("m1"));
        Files.createFile(directory.resolve("m1").resolve("memory.next"));
        Files.writeString(directory.resolve("m1").resolve("memory"), "nonsense");
        assertThatIOException()
                .isThrownBy(() -> Group.open(group.config("m1"), false))
                .withMessageContaining("memory is damaged");
    }

    @Test
    void reasonsAreRecognizedInWhatRatisThrows() {
        Path storage = Path.of("raft");
        assertThat(Failures.sentence(new IOException("x", new IOException("No space left on device")), storage))
                .contains("the disk is full");
        assertThat(Failures.sentence(
                        new IllegalStateException(new FileSystemException("raft", null, "Read-only file system")),
                        storage))
                .contains("let this user write there");
        assertThat(Failures.sentence(new IllegalStateException(), storage)).contains("raft is damaged");
    }
}
