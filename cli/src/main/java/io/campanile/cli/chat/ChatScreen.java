package io.campanile.cli.chat;

import java.io.IOException;
import java.util.stream.Stream;

/** Where a person types and reads. One thread reads; any thread prints. */
interface ChatScreen extends AutoCloseable {

    /** The lines that are typed, one by one, to the end of the input. */
    Stream<String> lines();

    /** Shows a line, above the one that is being typed. */
    void print(String line);

    @Override
    void close() throws IOException;
}
