package io.campanile.bench.failover;

import io.campanile.load.failover.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of this process's own, in which each master is a machine with an address of its own, and this process a machine
 * that all their messages pass: those between a master and a slave go in or out here, those between masters are forwarded.
 *
 * <p>It needs root. The network is a namespace of Linux, and so are the mounts that it needs: both are gone when the last of
 * its processes has ended, however it ended. No rule ever touches the machine's own network.
 */
final class Network {

    /** Runs a command in a network of its own. */
    static final List<String> ENTER = List.of("unshare", "--net", "--mount");

    private static final int PORT = 9080;
    private static final int GROUP_PORT = 9081;
    private static final Path OWN = Path.of("/proc/self/ns/net");

    private Network() {}

    /** Whether this machine can do it, and lets us. */
    static boolean isPossible() throws InterruptedException {
        List<String> trial = new ArrayList<>(ENTER);
        trial.addAll(List.of("sh", "-c", "ip link set lo up && iptables -w -L"));
        return Command.works(trial.toArray(String[]::new));
    }

    /** The name of the network that this process is in. */
    static String current() throws IOException {
        return Files.readSymbolicLink(OWN).toString();
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
        if (current().equals(machine)) {
            throw new IOException("this process is in the machine's own network");
        }
        Command.run("ip", "link", "set", "lo", "up");
        Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
        // The names of networks lie here: what others see of the folder stays as it is.
        Files.createDirectories(Path.of("/run/netns"));
        Command.run("mount", "-t", "tmpfs", "none", "/run/netns");
        List<Site> sites = new ArrayList<>();
        for (int i = 1; i <= masters; i++) {
            sites.add(connect("m" + i, "10.77." + i));
        }
        return sites;
    }

    private static Site connect(String name, String subnet) throws IOException, InterruptedException {
        String near = subnet + ".1";
        String far = subnet + ".2";
        Command.run("ip", "netns", "add", name);
        Command.run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
        Command.run("ip", "address", "add", near + "/24", "dev", name);
        Command.run("ip", "link", "set", name, "up");
        Command.run("ip", "-n", name, "address", "add", far + "/24", "dev", "eth0");
        Command.run("ip", "-n", name, "link", "set", "eth0", "up");
        Command.run("ip", "-n", name, "link", "set", "lo", "up");
        Command.run("ip", "-n", name, "route", "add", "default", "via", near);
        return new Site(name, far, PORT, GROUP_PORT, List.of("ip", "netns", "exec", name));
    }
}
