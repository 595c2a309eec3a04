package io.campanile.proto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchedFilesTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    private final DefaultEventExecutor timer = new DefaultEventExecutor();

    @TempDir
    private Path directory;

    @AfterEach
    void shutDown() {
        timer.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void readsAgainWhenAFileChangesAndKeepsWhatWasGood() throws IOException {
        Path file = Files.writeString(directory.resolve("word"), "first");
        WatchedFiles<String> words = new WatchedFiles<>(List.of(file), () -> word(file));
        assertThat(words.current()).isEqualTo("first");
        words.follow(timer);

        Files.writeString(file, "two words");
        Path next = Files.writeString(directory.resolve("next"), "second");
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        await().atMost(LONG).untilAsserted(() -> assertThat(words.current()).isEqualTo("second"));

        Files.delete(file);
        await().during(Duration.ofSeconds(5))
                .atMost(LONG)
                .until(() -> words.current().equals("second"));
        Files.writeString(file, "third");
        await().atMost(LONG).untilAsserted(() -> assertThat(words.current()).isEqualTo("third"));
    }

    private static String word(Path file) throws IOException {
        String text = Files.readString(file);
        if (text.contains(" ")) {
            throw new IOException("more than one word in %s: write one".formatted(file));
        }
        return text;
    }
}
