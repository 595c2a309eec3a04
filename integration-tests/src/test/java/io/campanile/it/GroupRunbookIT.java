package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/operations.md} tells operators of a group to do, done with real processes. */
@Order(2)
@Tag("processes")
class GroupRunbookIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final List<String> names = List.of("m1", "m2", "m3");
    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, Campanile> running = new TreeMap<>();
    private final String list;
    private @Nullable Campanile slave;

    GroupRunbookIT() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String name : names) {
            ports.put(name, Machine.freePort());
            entries.add("%s=127.0.0.1:%s".formatted(name, Machine.freePort()));
        }
        list = String.join(",", entries);
    }

    @AfterEach
    void end() {
        running.values().forEach(Campanile::close);
        if (slave != null) {
            slave.close();
        }
    }

    private void start(String name, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "master",
                "--name=" + name,
                "--bind=127.0.0.1",
                "--port=" + ports.get(name),
                "--admin-port=0",
                "--data-dir=" + folder.resolve(name)));
        args.addAll(Arrays.asList(more));
        running.put(name, Campanile.start(args.toArray(String[]::new)));
    }

    private Campanile process(String name) {
        return Objects.requireNonNull(running.get(name));
    }

    private void startAll() {
        names.forEach(name -> start(name, "--group=" + list));
    }

    private void stop(String name) throws Exception {
        process(name).signal("TERM");
        process(name).exitCode();
    }

    private void lose(String name) throws Exception {
        process(name).kill();
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private JsonNode status(String name) throws IOException, InterruptedException {
        return JsonApi.get("http://%s/api/v1/status".formatted(process(name).admin()));
    }

    private void awaitSynchronized(String... members) {
        for (String name : members) {
            Awaitility.await(name)
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> status(name).at("/master/status").asText().equals("SYNCHRONIZED")
                            && !status(name).at("/group/leader").isNull());
        }
    }

    private void follow() {
        slave = Campanile.start(
                "slave",
                "--name=a1",
                "--clock-offset=2s",
                "--master="
                        + ports.values().stream()
                                .map(port -> "127.0.0.1:" + port)
                                .collect(Collectors.joining(",")));
    }

    @Test
    void aLoneMasterBecomesAGroupAndTheSlavesKeepItsTime() throws Exception {
        start("m1");
        follow();
        Awaitility.await("a1")
                .atMost(PATIENCE)
                .until(() -> status("m1").at("/round/truechimers").asInt() == 2);
        long before = status("m1").at("/master/epoch").asLong();
        start("m2", "--group=" + list);
        start("m3", "--group=" + list);
        process("m2").awaitLog("a group begins when all of its members are there");
        stop("m1");
        start("m1", "--group=" + list);
        awaitSynchronized("m1", "m2", "m3");
        assertThat(status("m1").at("/group/epoch").asLong()).isGreaterThan(before);
    }

    @Test
    void membersComeBackOneByOneAlsoWithoutTheirDirectories() throws Exception {
        startAll();
        awaitSynchronized("m1", "m2", "m3");
        for (String name : names) {
            stop(name);
            start(name, "--group=" + list);
            awaitSynchronized(name);
        }
        lose("m2");
        start("m2", "--group=" + list);
        awaitSynchronized("m1", "m2", "m3");
    }

    @Test
    void whoIsLeftBeginsAnewWhenAMajorityIsLostForGood() throws Exception {
        startAll();
        awaitSynchronized("m1", "m2", "m3");
        long before = status("m1").at("/group/epoch").asLong();
        lose("m2");
        lose("m3");
        stop("m1");
        IntStream.of(1, 2).forEach(i -> start("m" + i, "--group=" + list, "--found-anew"));
        awaitSynchronized("m1", "m2");
        assertThat(status("m1").at("/group/epoch").asLong()).isGreaterThan(before);
    }
}
