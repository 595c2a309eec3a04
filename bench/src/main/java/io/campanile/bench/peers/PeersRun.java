package io.campanile.bench.peers;

import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.network.Neighbour;
import io.campanile.bench.network.OwnNetwork;
import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.core.Series;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures one clock after the other, under one load after the other, in a process of its own: the server is in this network, the
 * client at the other end of an Ethernet.
 */
final class PeersRun {

    private PeersRun() {}

    /** Measures as a plan in JSON says; ends with the process that made it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PeersPlan plan = PeersPlan.parse(args[0]);
        OwnNetwork.endWith(plan.parent());
        OwnNetwork.begin(plan.network());
        Neighbour there = OwnNetwork.connect("client", "10.77.1");
        Campanile campanile = new Campanile(Path.of(plan.campanile()), false);
        List<Contestant> contestants = List.of(
                new ChronyClock(ChronyClock.Stamps.USER),
                new ChronyClock(ChronyClock.Stamps.KERNEL),
                new ChronyClock(ChronyClock.Stamps.INTERLEAVED),
                new CampanileClock(campanile, Transport.TCP, TimeStamps.USER),
                new CampanileClock(campanile, Transport.TCP, TimeStamps.AUTO),
                new CampanileClock(campanile, Transport.UDP, TimeStamps.USER),
                new CampanileClock(campanile, Transport.UDP, TimeStamps.KERNEL),
                new CampanileClock(campanile, Transport.AUTO, TimeStamps.KERNEL));
        MarkdownTable table =
                new MarkdownTable("the machine", "whose clock", "deviation", "mean error", "largest error");
        for (Load load : Load.values()) {
            for (Contestant contestant : contestants) {
                Load.Burden burden = load.begin(there);
                try {
                    Series errors = contestant.errors(there, plan);
                    burden.requireOn();
                    row(table, load, contestant, errors);
                } finally {
                    burden.end();
                }
            }
        }
        Files.writeString(plan.result(), table.text());
    }

    private static void row(MarkdownTable table, Load load, Contestant contestant, Series errors) {
        double mean = errors.mean();
        double deviation = Math.sqrt(Math.max(0, errors.rms() * errors.rms() - mean * mean));
        String[] figures = {Figures.nanos(deviation), Figures.nanos(mean), Figures.nanos(errors.most())};
        table.row(load.toString(), contestant.toString(), figures[0], figures[1], figures[2]);
        System.out.printf("peers: %s, %s: %s%n", load, contestant, String.join(", ", figures));
    }
}
