package io.campanile.bench.peers;

import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.network.Command;
import io.campanile.bench.network.OwnNetwork;
import io.campanile.bench.report.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far Campanile's clock and chrony's are from the truth on real sockets, measured by a process of its own in a network of its own.
 *
 * @param campanile which one
 * @param length for how long
 * @param scratch a folder for files
 */
public record PeersPart(Campanile campanile, PeersPlan.Length length, Path scratch) implements Part {

    /** What it takes, and Debian's package of it. */
    private static final Map<String, String> TOOLS = Map.of(
            "chronyd",
            "chrony",
            "cc",
            "gcc libc6-dev",
            "stress-ng",
            "stress-ng",
            "iperf3",
            "iperf3",
            "tc",
            "iproute2",
            "unshare",
            "util-linux");

    /**
     * As long as it takes.
     *
     * @param quick only as long as shows that it runs
     */
    public static PeersPart of(Campanile campanile, boolean quick, Path scratch) {
        return new PeersPart(campanile, quick ? new PeersPlan.Length(6, 4) : new PeersPlan.Length(15, 25), scratch);
    }

    @Override
    public String measure() throws IOException, InterruptedException {
        requireTools();
        PeersPlan plan = new PeersPlan(
                campanile.script().toAbsolutePath().toString(),
                Files.createDirectory(scratch.resolve("peers")).toString(),
                length,
                OwnNetwork.current(),
                ProcessHandle.current().pid());
        OwnNetwork.run(true, List.of("-Dcampanile.log=ERROR"), PeersRun.class, plan.json());
        return Files.readString(plan.result());
    }

    private static void requireTools() throws IOException, InterruptedException {
        Set<String> packages = new TreeSet<>();
        for (Map.Entry<String, String> tool : TOOLS.entrySet()) {
            if (!Command.works("sh", "-c", "command -v " + tool.getKey())) {
                packages.add(tool.getValue());
            }
        }
        if (!packages.isEmpty()) {
            throw new IOException("for peers something is missing: apt-get install " + String.join(" ", packages));
        }
        if (!OwnNetwork.isPossible("true")) {
            throw new IOException("for peers a network namespace is needed, which root may make: run it as root");
        }
    }
}
