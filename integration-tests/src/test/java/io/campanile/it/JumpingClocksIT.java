package io.campanile.it;

import static io.campanile.it.MovableClock.Which.ALL;
import static io.campanile.it.MovableClock.Which.WALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines that sleep, and clocks that are set, in real processes: what {@code docs/when-clocks-jump.md} says of them. A machine that
 * sleeps is a process that is stopped, with clocks that lost time when it goes on. What time it really is, this test knows.
 *
 * <p>Clocks jump by seconds, and are held to the truth by two: where the machine is busy, a line arrives late.
 */
@Tag("processes")
@Order(1)
class JumpingClocksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So long that a reading from before cannot be taken for one of a clock that has lost {@link #LONG_SLEEP}. */
    private static final Duration STOPPED = Duration.ofSeconds(8);

    private static final Duration PANIC = Duration.ofSeconds(5);
    private static final Duration LONG_SLEEP = PANIC.plusSeconds(1);
    private static final Duration SHORT_SLEEP = PANIC.minusSeconds(1);

    /** Eight make a clock steady; some may have missed a round of a busy machine. */
    private static final int ENOUGH_CORRECTIONS = 12;

    private static final long LATE_NANOS = 2_000_000_000;
    private static final Pattern FOLLOWS = Pattern.compile("follows a master of epoch ([0-9]+)");

    @TempDir
    private Path folder;

    private final List<Campanile> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Campanile::close);
    }

    @Test
    void whoSleptPromisesNothingUntilItIsCorrectedAndBeyondPanicUntilItsClockIsSet() throws Exception {
        Campanile master = master(Map.of(), "0", "--panic=" + PANIC.toSeconds() + "s");
        for (String name : List.of("a1", "a2")) {
            slave(Map.of(), master, name, "none");
        }
        MovableClock longClock = new MovableClock(folder, "long", ALL, Duration.ZERO);
        MovableClock shortClock = new MovableClock(folder, "short", ALL, Duration.ZERO);
        Campanile longSleeper = slave(longClock.environment(), master, "long", "json");
        Campanile shortSleeper = slave(shortClock.environment(), master, "short", "json");
        awaitMember(longSleeper);
        awaitMember(shortSleeper);
        awaitCorrections(master);

        long stopped = now();
        longSleeper.signal("STOP");
        shortSleeper.signal("STOP");
        Thread.sleep(STOPPED.toMillis());
        longClock.set(LONG_SLEEP.negated());
        shortClock.set(SHORT_SLEEP.negated());
        longSleeper.signal("CONT");
        shortSleeper.signal("CONT");

        longSleeper.awaitLog("the monotonic clock of this machine has moved by -" + about(LONG_SLEEP));
        shortSleeper.awaitLog("the monotonic clock of this machine has moved by -" + about(SHORT_SLEEP));
        longSleeper.awaitLog("leaves this clock out: beyond panic: it is " + about(LONG_SLEEP) + "[0-9]* s behind");
        master.awaitLog("long is left out: it is " + about(LONG_SLEEP) + "[0-9]* s behind, the panic limit is 5 s");
        assertThat(bounded(longSleeper))
                .noneMatch(line -> line.arrivedNanos() > stopped + STOPPED.toNanos() + LATE_NANOS);
        awaitBound(shortSleeper, now());

        long set = now();
        longClock.set(Duration.ZERO);
        awaitBound(longSleeper, set);
        assertNoBoundIsWrong(longSleeper, stopped);
        assertNoBoundIsWrong(shortSleeper, stopped);
    }

    @Test
    void aMasterWhoseMachineSleptTakesTheTimeOverAgainFromItsOnlySlave() throws Exception {
        MovableClock clock = new MovableClock(folder, "master", ALL, Duration.ZERO);
        Campanile master = master(clock.environment(), "0");
        Campanile slave = slave(Map.of(), master, "b1", "json");
        awaitMember(slave);

        long stopped = now();
        master.signal("STOP");
        Thread.sleep(STOPPED.toMillis());
        clock.set(LONG_SLEEP.negated());
        master.signal("CONT");

        master.awaitLog("the monotonic clock of this machine has moved by -" + about(LONG_SLEEP));
        master.awaitLog("the master's machine slept, or was moved: cluster time is taken over again");
        String admin = master.admin();
        awaitAnswer("the master knows the time again").untilAsserted(() -> {
            JsonNode status = JsonApi.status(admin).get("master");
            assertThat(status.get("status").asText()).isEqualTo("SYNCHRONIZED");
            assertThat(status.get("cluster_ns").asLong() - now()).isBetween(-LATE_NANOS, LATE_NANOS);
        });
        awaitBound(slave, now());
        assertNoBoundIsWrong(slave, stopped);
    }

    @Test
    void clusterTimeFollowsTheClockOfTheMastersMachineWhenThatIsSetAndIsItsReference() throws Exception {
        Duration behind = Duration.ofSeconds(-10);
        MovableClock clock = new MovableClock(folder, "reference", WALL, behind);
        Campanile master = master(clock.environment(), "0", "--reference=local");
        Campanile slave = slave(Map.of(), master, "c1", "json");
        awaitMember(slave);
        awaitAhead(slave, behind);

        clock.set(Duration.ZERO);

        slave.awaitLog("the cluster clock stepped by \\+" + about(behind.negated()));
        master.awaitLog("the clock of the master's machine was set, and cluster time went along");
        awaitAhead(slave, Duration.ZERO);
        assertThat(Agreement.backwardReadings(Agreement.lines(slave))).isZero();
    }

    @Test
    void aMasterTakesOverWhatAnotherOneWithAClockFarAheadHasLeft() throws Exception {
        MovableClock ahead = new MovableClock(folder, "ahead", ALL, Duration.ofHours(36));
        Campanile first = master(ahead.environment(), "0", "--reference=local", "--panic=2d");
        String port = first.port();
        Campanile slave = slave(Map.of(), first, "d1", "none");
        awaitMember(slave);
        first.kill();

        Campanile second = master(Map.of(), port);
        slave.awaitLog("STALE_MASTER: the slave has obeyed epoch [0-9]+, 1\\.5 days above this master's");
        second.kill();

        master(Map.of(), port, "--take-over");
        List<Long> epochs =
                Awaitility.await("another master").atMost(PATIENCE).until(() -> epochs(slave), seen -> seen.size() > 1);
        assertThat(epochs).containsExactly(epochs.get(0), epochs.get(0) + 1);
    }

    private Campanile master(Map<String, String> environment, String port, String... more) {
        List<String> command = new ArrayList<>(List.of("master", "--bind=127.0.0.1", "--port=" + port));
        command.addAll(List.of("--admin-port=0", "--round=500ms"));
        command.addAll(List.of(more));
        return started(environment, command);
    }

    private Campanile slave(Map<String, String> environment, Campanile master, String name, String print) {
        return started(
                environment,
                List.of(
                        "slave",
                        "--master=127.0.0.1:" + master.port(),
                        "--name=" + name,
                        "--print=" + print,
                        "--interval=100ms"));
    }

    private Campanile started(Map<String, String> environment, List<String> command) {
        Campanile process = Campanile.start(environment, command.toArray(String[]::new));
        processes.add(process);
        return process;
    }

    private static void awaitMember(Campanile slave) {
        slave.awaitLog("this clock is now member");
    }

    /** Waits until all have been corrected so often that they have something to lose: a clock that has not begins again by itself. */
    private static void awaitCorrections(Campanile master) {
        String admin = master.admin();
        Set<Long> corrected = new HashSet<>();
        awaitAnswer("corrections").until(() -> {
            JsonNode round = JsonApi.status(admin).get("round");
            if (round.get("outcome").asText().equals("STEERED")) {
                corrected.add(round.get("number").asLong());
            }
            return corrected.size() > ENOUGH_CORRECTIONS;
        });
    }

    /** An admin server that has no time to answer is asked again. */
    private static ConditionFactory awaitAnswer(String what) {
        return Awaitility.await(what).atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class);
    }

    /** A pattern for whole seconds that were measured to a tenth or better. */
    private static String about(Duration seconds) {
        return "(?:%s\\.0|%s\\.9)".formatted(seconds.toSeconds(), seconds.toSeconds() - 1);
    }

    private static List<Long> epochs(Campanile slave) {
        return slave.err().stream()
                .map(FOLLOWS::matcher)
                .filter(Matcher::find)
                .map(matcher -> Long.valueOf(matcher.group(1)))
                .toList();
    }

    private static List<StampedLine> bounded(Campanile slave) {
        return slave.stamped().stream()
                .map(StampedLine::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private static void awaitBound(Campanile slave, long sinceNanos) {
        Awaitility.await("it knows the time again")
                .atMost(PATIENCE)
                .until(() -> bounded(slave).stream().anyMatch(line -> line.arrivedNanos() > sinceNanos));
    }

    /** Waits until its cluster time is ahead of the truth by this. */
    private static void awaitAhead(Campanile slave, Duration ahead) {
        Awaitility.await("cluster time of " + ahead).atMost(PATIENCE).until(() -> {
            List<StampedLine> lines = bounded(slave);
            return !lines.isEmpty() && Math.abs(lines.get(lines.size() - 1).ahead() - ahead.toNanos()) < LATE_NANOS;
        });
    }

    /** Each line that promises something is true, as it was when it was read: one of a process that was stopped may have waited. */
    private static void assertNoBoundIsWrong(Campanile process, long stoppedNanos) {
        assertThat(bounded(process))
                .filteredOn(line -> Math.abs(line.clusterNanos() - stoppedNanos) > LATE_NANOS / 2)
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(Math.abs(line.ahead()) - line.errorNanos())
                        .as("%s", line)
                        .isLessThan(LATE_NANOS));
    }

    private static long now() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
    }
}
