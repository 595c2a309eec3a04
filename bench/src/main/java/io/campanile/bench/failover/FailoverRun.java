package io.campanile.bench.failover;

import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.network.OwnNetwork;
import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.core.round.Burst;
import io.campanile.load.failover.FailoverRig;
import io.campanile.load.failover.Fault;
import io.campanile.load.failover.ProcessFault;
import io.campanile.load.failover.RigConfig;
import io.campanile.load.failover.Site;
import io.campanile.load.failover.Takeover;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures takeovers, in a process of its own: in a {@link Network} where that can be had, and else over the loopback
 * interface, without the cuts.
 */
final class FailoverRun {

    private static final int MASTERS = 3;
    private static final Duration ROUND = Duration.ofSeconds(1);

    /** As in the other measurements of thousands of slaves. */
    private static final Burst ONE = new Burst(1);

    private final FailoverPlan plan;
    private final List<Site> sites;

    private FailoverRun(FailoverPlan plan, List<Site> sites) {
        this.plan = plan;
        this.sites = sites;
    }

    /** Measures as a plan in JSON says; ends with the process that made it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        FailoverPlan plan = FailoverPlan.parse(args[0]);
        OwnNetwork.endWith(plan.parent());
        List<Site> sites = plan.ownNetwork() ? Network.layOut(MASTERS, plan.network()) : onLoopback();
        Files.writeString(plan.result(), new FailoverRun(plan, sites).measure());
    }

    private static List<Site> onLoopback() throws IOException {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < MASTERS; i++) {
            sites.add(Site.loopback(i));
        }
        return sites;
    }

    private String measure() throws IOException, InterruptedException {
        MarkdownTable table = table();
        try (FailoverRig rig = start()) {
            for (Map.Entry<String, Fault> kind : kinds().entrySet()) {
                row(table, kind.getKey(), repeat(rig, kind.getKey(), kind.getValue()));
            }
        }
        return table.text() + (plan.ownNetwork() ? "" : "\nThe cuts need root, `unshare`, `ip` and `iptables`.\n");
    }

    private static MarkdownTable table() {
        List<String> header = new ArrayList<>(List.of("the leader is", "slaves"));
        header.addAll(Summary.HEADER);
        return new MarkdownTable(header.toArray(String[]::new));
    }

    private Map<String, Fault> kinds() {
        Map<String, Fault> kinds = new LinkedHashMap<>();
        if (plan.many()) {
            kinds.put("killed (-9), UDP", ProcessFault.KILLED);
            return kinds;
        }
        kinds.put("killed (-9)", ProcessFault.KILLED);
        kinds.put("stopped", ProcessFault.STOPPED);
        kinds.put("frozen, thawed", ProcessFault.FROZEN);
        if (plan.ownNetwork()) {
            kinds.put("cut off from masters", Cut.FROM_MASTERS);
            kinds.put("cut off from slaves", Cut.FROM_SLAVES);
            kinds.put("mute", Cut.MUTE);
            kinds.put("deaf", Cut.DEAF);
        }
        return kinds;
    }

    private FailoverRig start() throws IOException, InterruptedException {
        // Four of the JVMs that fit thousands of slaves would compile all the time, on a machine with two cores.
        Campanile campanile = new Campanile(Path.of(plan.campanile()), false);
        return FailoverRig.start(new RigConfig(
                campanile::command,
                sites,
                Files.createDirectory(plan.folder()),
                plan.many() ? Transport.UDP : Transport.AUTO,
                plan.size().slaves(),
                ROUND,
                plan.many() ? ONE : Burst.AUTO,
                Duration.ofSeconds(plan.size().watchedSeconds())));
    }

    private List<Takeover> repeat(FailoverRig rig, String name, Fault fault) throws IOException, InterruptedException {
        int times = plan.size().takeovers();
        List<Takeover> takeovers = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            Takeover takeover = rig.measure(fault);
            takeovers.add(takeover);
            System.out.printf("failover: %s, %s of %s: %s%n", name, i, times, takeover);
        }
        return takeovers;
    }

    private void row(MarkdownTable table, String name, List<Takeover> takeovers) {
        List<String> cells =
                new ArrayList<>(List.of(name, Figures.count(plan.size().slaves())));
        cells.addAll(new Summary(takeovers).cells());
        table.row(cells.toArray(String[]::new));
    }
}
