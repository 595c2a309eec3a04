package io.campanile.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/** A campanile command in a container of its own: as nobody, on a read-only root. */
final class Node implements Agreement.Printer, AutoCloseable {

    private static final String MASTER = "master";

    private final GenericContainer<?> container;

    private Node(GenericContainer<?> container) {
        this.container = container;
        container.start();
    }

    /** Starts a master, and waits until slaves may come. */
    static Node master(Network network, Map<String, String> environment) {
        return new Node(container(network, environment)
                .withNetworkAliases(MASTER)
                .withCommand(MASTER, "--admin-bind=0.0.0.0", "--round=500ms")
                .waitingFor(Wait.forLogMessage(".*listens for slaves.*", 1)));
    }

    /** Starts a slave of that master. */
    static Node slave(Network network, Map<String, String> environment, String name, List<String> options) {
        List<String> command = new ArrayList<>(List.of("slave", "--name=" + name));
        command.addAll(options);
        return new Node(container(network, environment)
                .withEnv("CAMPANILE_MASTER", MASTER)
                .withCommand(command.toArray(String[]::new)));
    }

    private static GenericContainer<?> container(Network network, Map<String, String> environment) {
        return new GenericContainer<>(Docker.IMAGE)
                .withNetwork(network)
                .withEnv(environment)
                .withTmpFs(Map.of("/tmp", "exec"))
                .withCreateContainerCmdModifier(
                        command -> command.getHostConfig().withReadonlyRootfs(true));
    }

    String id() {
        return container.getContainerId();
    }

    /** Its address on its network, which this machine reaches, too; another one after a restart, perhaps. */
    String address() {
        return Docker.run("inspect", "--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", id())
                .strip();
    }

    /** Everything that it printed, each line with the engine's time of its arrival before it. */
    List<String> stamped() {
        return Docker.run("logs", "--timestamps", id()).lines().toList();
    }

    @Override
    public List<String> out() {
        return Docker.jsonLines(id());
    }

    @Override
    public void close() {
        container.stop();
    }
}
