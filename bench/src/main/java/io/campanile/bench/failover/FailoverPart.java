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
 * What a takeover costs, measured by a process of its own, in a {@link Network} of its own where that can be had.
 *
 * @param campanile which one
 * @param size how much is measured
 * @param scratch a folder for files
 */
public record FailoverPart(Campanile campanile, FailoverPlan.Size size, Path scratch) implements Part {

    private static final int MANY = 2_000;

    /** Each of the many takes so long to come back that a few takeovers of them say enough. */
    private static final int SHARE_OF_MANY = 5;

    /**
     * So many takeovers of each kind.
     *
     * @param takeovers how many; 0 for as much as shows that it runs
     */
    public static FailoverPart of(Campanile campanile, int takeovers, Path scratch) {
        FailoverPlan.Size size = takeovers == 0
                ? new FailoverPlan.Size(1, 200, 1, 2)
                : new FailoverPlan.Size(takeovers, MANY, Math.max(2, takeovers / SHARE_OF_MANY), 3);
        return new FailoverPart(campanile, size, scratch);
    }

    @Override
    public String measure() throws IOException, InterruptedException {
        boolean own = Network.isPossible();
        FailoverPlan plan = new FailoverPlan(
                campanile.script().toAbsolutePath().toString(),
                Files.createDirectory(scratch.resolve("failover")).toString(),
                size,
                own ? OwnNetwork.current() : "",
                ProcessHandle.current().pid());
        List<String> flags = new ArrayList<>(campanile.jvmFlags());
        // Every slave would say that it has lost its master.
        flags.add("-Dcampanile.log=ERROR");
        OwnNetwork.run(own, flags, FailoverRun.class, plan.json());
        return Files.readString(plan.result());
    }
}
