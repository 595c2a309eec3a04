package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Network;

/** What the image is built from, and how it ends. */
@Tag("containers")
class ImageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

    /** 128 and the number of SIGTERM: who does not heed it, is killed, and ends with 137. */
    private static final String ENDED_BY_ITSELF = "143";

    @BeforeEach
    void require() {
        Docker.require();
    }

    /** Where the build image has Maven, the build starts from these. */
    @Test
    void theSourcesOfAllModulesGetToTheBuild() throws IOException {
        List<String> poms = MODULE.matcher(Files.readString(Docker.ROOT.resolve("pom.xml")))
                .results()
                .map(module -> "./" + module.group(1) + "/pom.xml")
                .toList();
        assertThat(poms).contains("./master/pom.xml");
        String build = Docker.build("--target=build");
        assertThat(find(build, "-mindepth 2 -name pom.xml")).containsExactlyInAnyOrderElementsOf(poms);
        assertThat(find(build, "-path ./cli/src/main/java")).hasSize(1);
        assertThat(find(build, "-path '*/src/test' -o -name .git")).isEmpty();
    }

    private static List<String> find(String image, String what) {
        return Docker.run("run", "--rm", image, "sh", "-c", "cd /source && find . " + what)
                .lines()
                .toList();
    }

    @Test
    void saysGoodbyeWhenItIsStopped() {
        try (Network network = Network.newNetwork();
                Node master = Node.master(network, Map.of());
                Node slave = Node.slave(network, Map.of(), "a1", List.of())) {
            awaitLog(slave, "a1 follows a master");
            stop(master);
            awaitLog(slave, "SHUTDOWN: the master is shutting down");
            stop(slave);
        }
    }

    private static void awaitLog(Node node, String words) {
        Awaitility.await(words)
                .atMost(PATIENCE)
                .until(() -> Docker.run("logs", node.id()).contains(words));
    }

    private static void stop(Node node) {
        Docker.run("stop", "-t", "30", node.id());
        assertThat(Docker.run("inspect", "--format={{.State.ExitCode}}", node.id()))
                .isEqualToIgnoringNewLines(ENDED_BY_ITSELF);
    }
}
