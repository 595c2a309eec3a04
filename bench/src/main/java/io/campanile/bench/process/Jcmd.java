package io.campanile.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a running JVM. Each question stops its threads for a moment: none belongs into a measurement of anything else. */
public final class Jcmd {

    private static final Path TOOL = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern ALLOCATED = Pattern.compile(" allocated=(\\d+)([BKMG]) ");
    private static final String UNITS = "BKMG";

    private Jcmd() {}

    /** What is alive on its heap. */
    public static LiveObjects liveObjects(long pid, Class<?> counted) throws IOException, InterruptedException {
        return LiveObjects.parse(ask(pid, "GC.class_histogram"), counted.getName());
    }

    /** How many bytes its threads have allocated since they started, to three digits for each. */
    public static long allocatedBytes(long pid) throws IOException, InterruptedException {
        return allocatedBytes(ask(pid, "Thread.print", "-e"));
    }

    /** The sum over what {@code jcmd Thread.print -e} says of each thread. */
    static long allocatedBytes(String threads) {
        Matcher matcher = ALLOCATED.matcher(threads);
        long sum = 0;
        while (matcher.find()) {
            sum += Long.parseLong(matcher.group(1)) << (10 * UNITS.indexOf(matcher.group(2)));
        }
        return sum;
    }

    private static String ask(long pid, String... question) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(TOOL.toString(), Long.toString(pid)).redirectErrorStream(true);
        builder.command().addAll(java.util.List.of(question));
        Process process = builder.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s failed: %s".formatted(String.join(" ", builder.command()), answer.strip()));
        }
        return answer;
    }
}
