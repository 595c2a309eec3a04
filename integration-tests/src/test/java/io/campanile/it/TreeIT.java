package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A root, a master that follows it, and one that follows that, each with slaves of its own whose clocks are wrong, as processes of their
 * own on one machine.
 *
 * <p>The limits are generous, for machines that are busy with other things. What holds exactly, holds here too: no reading goes back,
 * and no two slaves, of whichever masters, differ by more than they say.
 */
@Tag("processes")
class TreeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Three seconds, where no reading is late. */
    private static final int KEPT_MOMENTS = 30;

    private final List<Campanile> processes = new ArrayList<>();
    private final List<Campanile> slaves = new ArrayList<>();

    @AfterEach
    void endAll() {
        processes.forEach(Campanile::close);
    }

    @Test
    void threeLevelsAgreeAndGoOnWhileTheRootIsAway() throws Exception {
        Campanile root = master("root", "0");
        String rootsPort = root.port();
        Campanile middle = master("middle", "0", "--parent=127.0.0.1:" + rootsPort);
        Campanile leaf = master("leaf", "0", "--parent=127.0.0.1:" + middle.port());
        List<Campanile> masters = List.of(root, middle, leaf);
        for (int i = 0; i < WrongClock.ALL.size(); i++) {
            startSlave("s" + i, masters.get(i % masters.size()).port(), WrongClock.ALL.get(i));
        }

        awaitAgreement();
        awaitStatus(leaf, status -> {
            assertThat(texts(status.at("/parent/path"))).containsExactly("leaf", "middle", "root");
            assertThat(status.at("/parent/state").asText()).isEqualTo("FOLLOWED");
            assertThat(status.at("/parent/trouble").isNull()).isTrue();
        });
        assertKeepAgreeing();

        root.kill();
        awaitStatus(
                middle,
                status -> assertThat(status.at("/parent/state").asText()).isEqualTo("HOLDOVER"));
        assertKeepAgreeing();
        awaitStatus(leaf, status -> assertThat(texts(status.at("/parent/path"))).containsExactly("leaf", "middle"));

        master("root", rootsPort);
        awaitStatus(
                middle,
                status -> assertThat(status.at("/parent/state").asText()).isEqualTo("FOLLOWED"));
        awaitStatus(
                leaf, status -> assertThat(texts(status.at("/parent/path"))).containsExactly("leaf", "middle", "root"));
        awaitAgreement();
        assertKeepAgreeing();
        Agreement.assertNobodyLiedOrWentBack(slaves);
    }

    @Test
    void aLoopIsRefusedAndNamed() throws Exception {
        String firsts = String.valueOf(Machine.freePort());
        String seconds = String.valueOf(Machine.freePort());
        Campanile first = master("a", firsts, "--parent=127.0.0.1:" + seconds, "--parent-patience=0s");
        startSlave("s0", firsts, WrongClock.FAST);
        Campanile second = master("b", seconds, "--parent=127.0.0.1:" + firsts, "--parent-patience=0s");

        Awaitility.await("the loop in one of the logs")
                .atMost(PATIENCE)
                .until(() -> logs(first, "a -> b -> a") || logs(second, "b -> a -> b"));
        // One of them follows the other, and there is a time.
        awaitStatus(
                first,
                status -> assertThat(status.at("/round/outcome").asText()).isEqualTo("STEERED"));
    }

    private static boolean logs(Campanile master, String loop) {
        return master.err().stream().anyMatch(line -> line.contains("in a loop, " + loop));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static void awaitStatus(Campanile master, Consumer<JsonNode> expectation) {
        String admin = master.admin();
        Awaitility.await("the status")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> expectation.accept(JsonApi.status(admin)));
    }

    private Campanile master(String name, String port, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "master", "--name", name, "--bind=127.0.0.1", "--port", port, "--admin-port=0", "--round=500ms"));
        command.addAll(List.of(more));
        return started(Campanile.start(command.toArray(String[]::new)));
    }

    private void startSlave(String name, String port, WrongClock clock) {
        List<String> command = new ArrayList<>(List.of("slave", "--master=127.0.0.1:" + port, "--name=" + name));
        command.addAll(clock.options());
        command.addAll(Agreement.PRINTING);
        slaves.add(started(Campanile.start(command.toArray(String[]::new))));
    }

    private Campanile started(Campanile process) {
        processes.add(process);
        return process;
    }

    private void awaitAgreement() {
        Agreement.awaitReached(slaves, PATIENCE);
    }

    private void assertKeepAgreeing() {
        Agreement.awaitKept(slaves, KEPT_MOMENTS, PATIENCE);
    }
}
