package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attacks on a master's process, and what others see meanwhile: their bounds, the rounds, the admin server, its memory. */
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class HostileIT {

    private static final List<String> HONEST = List.of("honest-1", "honest-2", "honest-3");
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration UNDER_ATTACK = Duration.ofSeconds(4);
    private static final long ROUND_MILLIS = 500;

    /** Attackers, slaves and master share one machine: below this a bound says more about its load than about the attack. */
    private static final long FLOOR_NANOS = 5_000_000;

    /** Where the heap has 128 MB: what the JVM itself takes, and buffers, come to as much again. */
    private static final long MOST_RESIDENT_KB = 400_000;

    private static final List<Campanile> processes = new ArrayList<>();

    private static Campanile master;
    private static Bystanders bystanders;
    private static long quietBound;

    @BeforeAll
    static void start() throws Exception {
        master = Campanile.start(masterArguments());
        processes.add(master);
        for (String name : HONEST) {
            processes.add(slave(name, master.port()));
        }
        bystanders = new Bystanders(master.admin(), HONEST);
        Awaitility.await().atMost(PATIENCE).until(bystanders::areSettled);
        quietBound = bystanders.watch(UNDER_ATTACK).p99();
    }

    @AfterAll
    static void end() {
        processes.forEach(Campanile::close);
    }

    @ParameterizedTest
    @EnumSource
    void costsTheOthersLittle(Attack attack) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        int port = Integer.parseInt(master.port());
        CompletableFuture<Integer> attacker = CompletableFuture.supplyAsync(() -> attack(attack, port, over));
        Bystanders.Seen seen;
        try {
            seen = bystanders.watch(UNDER_ATTACK);
        } finally {
            over.set(true);
        }
        assertThat(attacker.join()).as("turns of the attack").isPositive();
        assertThat(seen.p99()).as("bounds, %d ns before", quietBound).isLessThan(Math.max(2 * quietBound, FLOOR_NANOS));
        assertThat(seen.roundsPassed())
                .as("rounds in time")
                .isGreaterThanOrEqualTo(UNDER_ATTACK.toMillis() / ROUND_MILLIS - 3);
        assertThat(seen.slowestAnswer()).isLessThan(Duration.ofSeconds(3));
        assertThat(residentKilobytes(master)).isLessThan(MOST_RESIDENT_KB);
        assertThat(master.err()).noneMatch(line -> line.contains("\tat "));
    }

    private static int attack(Attack attack, int port, AtomicBoolean over) {
        int turns = 0;
        while (!over.get()) {
            try {
                attack.turn(port);
            } catch (IOException e) {
                // The master has hung up.
            }
            turns++;
        }
        return turns;
    }

    /** Files run out: who is in stays in, the log says why others do not get in, and once the strangers are gone they do. */
    @Test
    void goesOnWhereStrangersTakeAllFiles() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        try (Campanile poor = Campanile.startWithFiles(160, masterArguments());
                Campanile early = slave("early", poor.port())) {
            Bystanders inside = new Bystanders(poor.admin(), List.of("early"));
            Awaitility.await().atMost(PATIENCE).until(inside::areSettled);
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(poor.port()));
            for (int i = 0; i < 160; i++) {
                Socket stranger = new Socket();
                stranger.connect(address, 2000);
                strangers.add(stranger);
            }
            poor.awaitLog("cannot accept connections: .*ulimit -n");
            Duration cpuBefore = poor.cpu();
            assertThat(inside.watch(Duration.ofSeconds(2)).roundsPassed()).isGreaterThanOrEqualTo(2);
            assertThat(poor.cpu().minus(cpuBefore)).as("it does not spin").isLessThan(Duration.ofMillis(1800));
            try (Campanile late = slave("late", poor.port())) {
                late.awaitLog("late follows a master of epoch");
            }
            assertThat(poor.err())
                    .filteredOn(line -> line.contains("cannot accept"))
                    .hasSize(1);
            assertThat(early.err()).noneMatch(line -> line.contains("lost the master"));
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    private static String[] masterArguments() {
        return new String[] {
            "master", "--bind=127.0.0.1", "--port=0", "--admin-port=0", "--round=" + ROUND_MILLIS + "ms"
        };
    }

    private static Campanile slave(String name, String port) {
        return Campanile.start("slave", "--master=127.0.0.1:" + port, "--name=" + name, "--print=none");
    }

    private static long residentKilobytes(Campanile process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
