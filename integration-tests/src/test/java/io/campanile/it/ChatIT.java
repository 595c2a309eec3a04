package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.master.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code campanile chat}: one at a pseudo-terminal (of util-linux's {@code script}), one at a pipe. */
@Tag("processes")
@Timeout(180)
class ChatIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Pattern SAID = Pattern.compile("±\\S+ \\S+  (\\w+: \\w+)");

    /** Somebody who chats, in a process of its own. */
    private static final class Talker implements AutoCloseable {

        private final Process process;
        private final StringBuilder seen = new StringBuilder();

        private Talker(Stream<String> command) throws IOException {
            process = new ProcessBuilder(command.toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread reader = new Thread(() -> {
                try (var in = process.inputReader(StandardCharsets.UTF_8)) {
                    for (int c = in.read(); c >= 0; c = in.read()) {
                        see(String.valueOf((char) c));
                    }
                } catch (IOException e) {
                    see("(stream closed)");
                }
            });
            reader.setDaemon(true);
            reader.start();
        }

        static Talker atAPipe(String... args) throws IOException {
            return new Talker(chat(args));
        }

        static Talker atATerminal(String... args) throws IOException {
            String command =
                    "stty cols 100 && exec " + String.join(" ", chat(args).toList());
            return new Talker(Stream.of(Tool.SCRIPT.path().toString(), "-qec", command, "/dev/null"));
        }

        private static Stream<String> chat(String... args) {
            Stream<String> java = Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-Dfile.encoding=UTF-8",
                    "-jar",
                    Campanile.JAR.toString(),
                    "chat");
            return Stream.concat(java, Stream.of(args));
        }

        private void see(String text) {
            synchronized (seen) {
                seen.append(text);
            }
        }

        private String seen() {
            synchronized (seen) {
                return seen.toString();
            }
        }

        void type(String keys) throws IOException {
            OutputStream in = process.getOutputStream();
            in.write(keys.getBytes(StandardCharsets.UTF_8));
            in.flush();
        }

        void awaits(String text) {
            await(text).atMost(LONG).until(() -> seen().contains(text));
        }

        /** Who said what, in the order in which it was shown. */
        List<String> shown() {
            return SAID.matcher(seen())
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
        }

        int exitCode() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void showsTheSameOrderToPeopleWhoseClocksAreMinutesApart() throws Exception {
        try (Campanile master = Campanile.start("master", "--bind", "127.0.0.1", "--port", "0", "--admin-port", "0")) {
            String address = "127.0.0.1:" + master.port();
            try (Talker anna = Talker.atATerminal("--master", address, "--name", "anna", "--clock-offset", "5m");
                    Talker bert = Talker.atAPipe("--master", address, "--name", "bert", "--clock-offset", "-5m")) {
                anna.awaits("what you type is said");
                bert.awaits("what you type is said");
                anna.awaits("bert is here");
                bert.awaits("anna is here");

                // A slip of the finger, taken back: the terminal edits the line.
                anna.type("onf\u007fe\r");
                bert.awaits("anna: one");
                bert.type("two\n");
                anna.awaits("bert: two");
                anna.type("three\r");
                bert.awaits("anna: three");
                anna.awaits("anna: three");

                assertThat(anna.shown()).containsExactly("anna: one", "bert: two", "anna: three");
                assertThat(bert.shown()).isEqualTo(anna.shown());

                // Ctrl-D at the terminal, the end of the input at the pipe.
                anna.type("\u0004");
                assertThat(anna.exitCode()).isZero();
                bert.awaits("anna has left");
                bert.process.getOutputStream().close();
                assertThat(bert.exitCode()).isZero();
            }
        }
    }
}
