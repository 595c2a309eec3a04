package io.campanile.cli.chat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Standard input and output, line by line: a pipe, a file, or a terminal that can do no more. */
final class PlainScreen implements ChatScreen {

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintWriter out;

    PlainScreen(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Stream<String> lines() {
        return in.lines();
    }

    @Override
    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Standard input and output stay the process's. */
    @Override
    public void close() {
        out.flush();
    }
}
