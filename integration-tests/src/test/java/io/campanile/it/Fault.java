package io.campanile.it;

import java.time.Duration;
import java.util.function.BiConsumer;

/** What happens to containers and the network between them. Each can be undone. */
@SuppressWarnings("ImmutableEnumChecker") // what it does to others is no state of its own
enum Fault {
    SLAVE_KILLED(
            1,
            (cluster, victim) -> Docker.run("kill", victim.id()),
            (cluster, victim) -> cluster.replace(victim, "master")),
    SLAVE_PAUSED(10, (cluster, victim) -> pause(victim), (cluster, victim) -> unpause(victim)),
    SLAVE_CUT_OFF(
            5,
            (cluster, victim) -> Docker.run("network", "disconnect", cluster.networkId(), victim.id()),
            (cluster, victim) -> Docker.run("network", "connect", cluster.networkId(), victim.id())),
    MASTER_RESTARTED(
            1,
            (cluster, victim) -> Docker.run("stop", "-t", "5", cluster.master().id()),
            (cluster, victim) -> Docker.run("start", cluster.master().id())),
    MASTER_PAUSED(10, (cluster, victim) -> pause(cluster.master()), (cluster, victim) -> unpause(cluster.master())),
    /** The slave hears the master, and the master does not hear the slave. */
    ONE_WAY_PARTITION(
            6,
            (cluster, victim) -> Docker.inNetworkOf(
                    victim.id(), "iptables", "-A", "OUTPUT", "-p", "tcp", "--dport", "8080", "-j", "DROP"),
            (cluster, victim) -> Docker.inNetworkOf(victim.id(), "iptables", "-F", "OUTPUT")),
    /** What the slave sends takes tens of milliseconds on its way; what it receives takes none. */
    SLOW_LINK(
            6,
            (cluster, victim) -> shape(victim, "replace", "tbf rate 64kbit burst 1600 latency 400ms"),
            (cluster, victim) -> shape(victim, "del", ""));

    private final Duration duration;
    private final BiConsumer<ContainerCluster, Node> deed;
    private final BiConsumer<ContainerCluster, Node> cure;

    Fault(long seconds, BiConsumer<ContainerCluster, Node> deed, BiConsumer<ContainerCluster, Node> cure) {
        duration = Duration.ofSeconds(seconds);
        this.deed = deed;
        this.cure = cure;
    }

    /** How long it lasts in a test of its own. */
    Duration duration() {
        return duration;
    }

    /** Whether the two must not happen together. */
    boolean excludes(Fault other) {
        return hitsMaster() ? other.hitsMaster() || other == SLAVE_KILLED : this == SLAVE_KILLED && other.hitsMaster();
    }

    /** Whether it happens to the master, whoever the victim is. */
    private boolean hitsMaster() {
        return this == MASTER_RESTARTED || this == MASTER_PAUSED;
    }

    /** Lets it happen, to this slave or to the master. */
    void strike(ContainerCluster cluster, Node victim) {
        deed.accept(cluster, victim);
    }

    /** Undoes it. */
    void heal(ContainerCluster cluster, Node victim) {
        cure.accept(cluster, victim);
    }

    /** A signal, because the engine gives up freezing a group of processes that is busy while the machine is busy too. */
    private static void pause(Node node) {
        Docker.run("kill", "--signal=STOP", node.id());
    }

    private static void unpause(Node node) {
        Docker.run("kill", "--signal=CONT", node.id());
    }

    /** A reconnected container has another interface. Bash, because the shell of busybox would run a tc of its own. */
    private static void shape(Node node, String verb, String how) {
        Docker.inNetworkOf(
                node.id(),
                "bash",
                "-c",
                "tc qdisc %s dev $(ip -o link | grep -o 'eth[0-9][0-9]*') root %s".formatted(verb, how));
    }
}
