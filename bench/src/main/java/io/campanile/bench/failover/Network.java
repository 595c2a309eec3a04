package io.campanile.bench.failover;

import io.campanile.bench.network.Neighbour;
import io.campanile.bench.network.OwnNetwork;
import io.campanile.load.failover.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link OwnNetwork} in which each master is a machine with an address of its own, and this process a machine that all their
 * messages pass: those between a master and a slave go in or out here, those between masters are forwarded.
 */
final class Network {

    private static final int PORT = 9080;
    private static final int GROUP_PORT = 9081;

    private Network() {}

    /** Whether this machine can do it, and lets us. */
    static boolean isPossible() throws InterruptedException {
        return OwnNetwork.isPossible("iptables -w -L");
    }

    /**
     * Lays it out.
     *
     * @param masters how many masters
     * @param machine the name of the machine's own network
     * @return where the masters run
     * @throws IOException if this process is not in a network of its own, or a step fails
     */
    static List<Site> layOut(int masters, String machine) throws IOException, InterruptedException {
        OwnNetwork.begin(machine);
        List<Site> sites = new ArrayList<>();
        for (int i = 1; i <= masters; i++) {
            Neighbour there = OwnNetwork.connect("m" + i, "10.77." + i);
            sites.add(new Site(there.name(), there.far(), PORT, GROUP_PORT, there.enter()));
        }
        return sites;
    }
}
