package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prometheus' own checker. Where it is not installed, the test is skipped; or fails, where it must not be. */
final class Promtool {

    private static final String REQUIRED = "CAMPANILE_REQUIRE_PROMETHEUS";

    private Promtool() {}

    /** What it prints, both streams together, and its exit code on a last line. */
    static List<String> run(String input, String... args) throws IOException, InterruptedException {
        boolean installed = Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "promtool"))
                .anyMatch(Files::isExecutable);
        String remedy = "promtool is not installed: apt-get install prometheus";
        if (System.getenv(REQUIRED) != null) {
            assertThat(installed).as(remedy).isTrue();
        }
        assumeThat(installed).as(remedy).isTrue();
        List<String> command = new ArrayList<>(List.of("promtool"));
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
