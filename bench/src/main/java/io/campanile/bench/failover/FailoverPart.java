package io.campanile.bench.failover;

import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.report.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a takeover costs, measured by a process of its own, in a {@link Network} of its own where that can be had.
 *
 * @param campanile which one
 * @param size how much is measured
 * @param scratch a folder for files
 */
public record FailoverPart(Campanile campanile, FailoverPlan.Size size, Path scratch) implements Part {

    /** All of it, or as much as shows that it runs. */
    public static FailoverPart of(Campanile campanile, boolean quick, Path scratch) {
        FailoverPlan.Size size = quick ? new FailoverPlan.Size(1, 200, 1, 2) : new FailoverPlan.Size(50, 10_000, 10, 5);
        return new FailoverPart(campanile, size, scratch);
    }

    @Override
    public String measure() throws IOException, InterruptedException {
        boolean own = Network.isPossible();
        FailoverPlan plan = new FailoverPlan(
                campanile.script().toAbsolutePath().toString(),
                Files.createDirectory(scratch.resolve("failover")).toString(),
                size,
                own ? Network.current() : "",
                ProcessHandle.current().pid());
        List<String> command = new ArrayList<>(own ? Network.ENTER : List.of());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(campanile.forSlaves(size.many()).jvmFlags());
        // Every slave would say that it has lost its master.
        command.add("-Dcampanile.log=ERROR");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FailoverRun.class.getName(), plan.json()));
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("the process that measures takeovers ended with " + code);
        }
        return Files.readString(plan.result());
    }
}
