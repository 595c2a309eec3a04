package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One of our compose files, up in a project of the test's own. To make one is to ask for an engine and for compose: where either
 * is missing the test is skipped, and nothing is there to be taken down.
 */
final class ComposeProject implements AutoCloseable {

    private final List<String> compose;
    private final String name;
    private final String file;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * Nothing is up yet.
     *
     * @param kind tells projects of one test run apart
     * @param file its name, in {@code docker/}
     * @param ports the variables of the admin ports, and which they take
     */
    ComposeProject(String kind, String file, Map<String, Integer> ports) {
        Docker.require();
        this.compose = Docker.compose();
        this.name = "campanile-it-" + kind + "-" + ProcessHandle.current().pid();
        this.file = file;
        environment.putAll(Map.of(
                "CAMPANILE_IMAGE",
                Docker.IMAGE,
                "BUILD_IMAGE",
                Docker.BASE,
                "BASE_IMAGE",
                Docker.BASE,
                "CAMPANILE_PRINT",
                "json",
                "CAMPANILE_INTERVAL",
                Agreement.INTERVAL_NANOS + "ns"));
        ports.forEach((variable, port) -> environment.put(variable, Integer.toString(port)));
    }

    /** Starts what is not up, with so many slaves. */
    void up(int slaves) {
        run("up", "--detach", "--build", "--scale=slave=" + slaves);
    }

    /** Starts what is not up, as many of each as the file says. */
    void up() {
        run("up", "--detach", "--build");
    }

    /** Removes all of it. */
    @Override
    public void close() {
        run("down", "--timeout=5", "--volumes");
        assertThat(ids("")).isEmpty();
    }

    /** Runs a command of compose and returns what it says. */
    String run(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("--project-name=" + name, "--file=" + Docker.ROOT.resolve("docker/" + file)));
        command.addAll(0, compose);
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().putAll(environment);
        return Docker.output(process);
    }

    /** The containers of a service, or of all. */
    List<String> ids(String service) {
        return Docker.run(
                        "ps",
                        "-aq",
                        "--filter=label=com.docker.compose.project=" + name,
                        "--filter=label=com.docker.compose.service" + (service.isEmpty() ? "" : "=" + service))
                .lines()
                .toList();
    }

    /** What each slave has printed until now. */
    List<Agreement.Printer> printers() {
        List<Agreement.Printer> printers = new ArrayList<>();
        for (String id : ids("slave")) {
            List<String> lines = Docker.jsonLines(id);
            printers.add(() -> lines);
        }
        return printers;
    }

    /** Nobody has logged an error. */
    void assertQuiet() {
        assertThat(run("logs", "--no-color")).doesNotContain(" ERROR ", "Exception");
    }
}
