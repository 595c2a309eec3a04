package io.campanile.bench.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command of the system that does one small thing and ends. */
public final class Command {

    private Command() {}

    /**
     * Runs it.
     *
     * @throws IOException if it is missing or fails, with what it said
     */
    public static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("'%s' failed: %s".formatted(String.join(" ", List.of(command)), said.strip()));
        }
    }

    /** Whether it is there, and does not fail. */
    public static boolean works(String... command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
