package io.campanile.bench.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A network of one process's own: a namespace of Linux, and so are the mounts that it needs. Both are gone when the last of its
 * processes has ended, however it ended, and nothing is ever done to the machine's own network. It needs root.
 */
public final class OwnNetwork {

    private static final List<String> ENTER = List.of("unshare", "--net", "--mount");
    private static final Path OWN = Path.of("/proc/self/ns/net");

    private OwnNetwork() {}

    /** Whether this machine can do it and lets us, and this command of a shell works there. */
    public static boolean isPossible(String command) throws InterruptedException {
        List<String> trial = new ArrayList<>(ENTER);
        trial.addAll(List.of("sh", "-c", "ip link set lo up && " + command));
        return Command.works(trial.toArray(String[]::new));
    }

    /** The name of the network that this process is in. */
    public static String current() throws IOException {
        return Files.readSymbolicLink(OWN).toString();
    }

    /**
     * Runs one of our own main classes in a JVM like this one, and waits for its end.
     *
     * @param own whether in a network of its own
     * @throws IOException if it ends with an error, which it has told by then
     */
    public static void run(boolean own, List<String> jvmFlags, Class<?> main, String argument)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(own ? ENTER : List.of());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("the process that measures (%s) ended with %s".formatted(main.getSimpleName(), code));
        }
    }

    /**
     * What such a process does first: it ends with the one that has started it.
     *
     * @param parent the number of that one
     */
    public static void endWith(long parent) {
        ProcessHandle.of(parent)
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElse(CompletableFuture.completedFuture(null))
                .thenRunAsync(() -> System.exit(1));
    }

    /**
     * Begins with an empty network.
     *
     * @param machine the name of the machine's own
     * @throws IOException if this process is in that one, or a step fails
     */
    public static void begin(String machine) throws IOException, InterruptedException {
        if (current().equals(machine)) {
            throw new IOException("this process is in the machine's own network");
        }
        Command.run("ip", "link", "set", "lo", "up");
        Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
        // The names of networks lie here: what others see of the folder stays as it is.
        Files.createDirectories(Path.of("/run/netns"));
        Command.run("mount", "-t", "tmpfs", "none", "/run/netns");
    }

    /** Adds a machine, and an Ethernet of this one and that one. */
    public static Neighbour connect(String name, String subnet) throws IOException, InterruptedException {
        Neighbour neighbour = new Neighbour(name, subnet + ".1", subnet + ".2");
        Command.run("ip", "netns", "add", name);
        Command.run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
        Command.run("ip", "address", "add", neighbour.near() + "/24", "dev", name);
        Command.run("ip", "link", "set", name, "up");
        Command.run("ip", "-n", name, "address", "add", neighbour.far() + "/24", "dev", "eth0");
        Command.run("ip", "-n", name, "link", "set", "eth0", "up");
        Command.run("ip", "-n", name, "link", "set", "lo", "up");
        Command.run("ip", "-n", name, "route", "add", "default", "via", neighbour.near());
        return neighbour;
    }
}
