package io.campanile.admin.master;

import io.campanile.master.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checker. Where it is not installed, the test is skipped. */
final class Promtool {

    private Promtool() {}

    /** What it prints, both streams together, and its exit code on a last line. */
    static List<String> run(String input, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Tool.PROMTOOL.path().toString()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.add("exit " + process.waitFor());
        return lines;
    }
}
