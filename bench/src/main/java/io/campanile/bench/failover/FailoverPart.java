package io.campanile.bench.failover;

import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.network.OwnNetwork;
import io.campanile.bench.report.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a takeover costs a few slaves, and many, each measured by a process of its own, in a {@link Network} of its own where that can be
 * had.
 *
 * @param campanile which one
 * @param few how much is measured of a few slaves
 * @param many and of many
 * @param scratch a folder for files
 */
public record FailoverPart(Campanile campanile, FailoverPlan.Size few, FailoverPlan.Size many, Path scratch)
        implements Part {

    private static final int FEW = 20;
    private static final int MANY = 10_000;

    /** Each of the many takes so long to come back that a few takeovers of them say enough. */
    private static final int SHARE_OF_MANY = 5;

    /** Of two cores, a collection takes one for a second: with so much memory there is seldom one in a takeover. */
    private static final List<String> HEAP_OF_MANY = List.of("-Xms8g", "-Xmx8g");

    private static final int WATCHED_SECONDS = 3;
    private static final int MANY_WATCHED_SECONDS = 5;

    /**
     * So many takeovers of each kind.
     *
     * @param takeovers how many; 0 for as much as shows that it runs
     */
    public static FailoverPart of(Campanile campanile, int takeovers, Path scratch) {
        return takeovers == 0
                ? new FailoverPart(
                        campanile, new FailoverPlan.Size(FEW, 1, 2), new FailoverPlan.Size(200, 1, 2), scratch)
                : new FailoverPart(
                        campanile,
                        new FailoverPlan.Size(FEW, takeovers, WATCHED_SECONDS),
                        new FailoverPlan.Size(MANY, Math.max(2, takeovers / SHARE_OF_MANY), MANY_WATCHED_SECONDS),
                        scratch);
    }

    @Override
    public String measure() throws IOException, InterruptedException {
        return String.join("\n", measure("failover", few, false), measure("failover-many", many, true));
    }

    private String measure(String name, FailoverPlan.Size size, boolean ofMany)
            throws IOException, InterruptedException {
        boolean own = Network.isPossible();
        FailoverPlan plan = new FailoverPlan(
                campanile.script().toAbsolutePath().toString(),
                Files.createDirectory(scratch.resolve(name)).toString(),
                size,
                ofMany,
                own ? OwnNetwork.current() : "",
                ProcessHandle.current().pid());
        // The slaves run on the JVM that the script gives to a master of so many.
        List<String> flags = new ArrayList<>(campanile.forSlaves(size.slaves()).jvmFlags());
        if (size.slaves() >= MANY) {
            flags.addAll(HEAP_OF_MANY);
        }
        // Every slave would say that it has lost its master.
        flags.add("-Dcampanile.log=ERROR");
        OwnNetwork.run(own, flags, FailoverRun.class, plan.json());
        return Files.readString(plan.result());
    }
}
