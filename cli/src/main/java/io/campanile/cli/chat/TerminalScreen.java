package io.campanile.cli.chat;

import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** A terminal with line editing and history. */
final class TerminalScreen implements ChatScreen {

    private final Terminal terminal;
    private final LineReader reader;
    private final String prompt;

    TerminalScreen(Terminal terminal, String name) {
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder().terminal(terminal).build();
        // What is typed is said as it is.
        reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
        this.prompt = name + "> ";
    }

    @Override
    public Stream<String> lines() {
        return Stream.generate(this::readLine).takeWhile(Objects::nonNull);
    }

    private @Nullable String readLine() {
        try {
            return reader.readLine(prompt);
        } catch (EndOfFileException | UserInterruptException e) {
            return null;
        }
    }

    @Override
    public void print(String line) {
        reader.printAbove(line);
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
