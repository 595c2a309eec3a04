package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.master.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code campanile slave --discipline-clock} in kernels of their own, whose clocks are wrong at first by seconds, and whose oscillators run
 * otherwise than cluster time: 80 ppm.
 *
 * <p>In short form it takes a minute or so, and its bounds are for a machine that is busy. The profile {@code machine-clock} has the long
 * one: five minutes to settle, ten to keep within 100 µs, and chrony beside it.
 */
@Tag("processes")
@Order(2)
class OsClockIT {

    private static final Logger log = LoggerFactory.getLogger(OsClockIT.class);

    private static final Duration SETTLE = Duration.parse(System.getProperty("campanile.uml.settle", "PT20S"));
    private static final Duration KEEP = Duration.parse(System.getProperty("campanile.uml.keep", "PT8S"));
    private static final long LIMIT_NANOS = 1_000L * Long.getLong("campanile.uml.limit", 10_000);
    private static final boolean SIDE_BY_SIDE = Boolean.getBoolean("campanile.uml.compare");

    /** Java starts in ten seconds there, and in minutes where the machine is very busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A clock is bent by as much as the kernel can be told, and goes on by itself beside. */
    private static final double MOST_BEND = 600e-6;

    /** How far off the reading of a clock may be. */
    private static final long READING_NANOS = 1_000_000;

    private static final int STA_UNSYNC = 0x40;

    /** Of two clocks that vote one runs so fast: cluster time then runs 80 ppm fast. */
    private static final String FAST = "--clock-drift=160ppm";

    private static final String FOLLOWS = "the machine's clock follows cluster time; it is ([-+0-9.]+) s ahead";
    private static final String STEPS = "the machine's clock steps by ([-+0-9.]+) s";

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TapNetwork network;
    private MachineClockTruth truth;
    private Campanile witness;
    private String port;

    @BeforeEach
    void lead() throws IOException {
        UserModeLinux.require();
        network = opened(new TapNetwork(3));
        truth = opened(new MachineClockTruth());
        Campanile master =
                opened(inNetwork("master", "--port=0", "--transport=udp,tcp", "--settle=1s", "--round=500ms"));
        port = master.port();
        witness = opened(inNetwork(slave("witness", "--print=json", "--observer")));
        opened(inNetwork(slave("second", "--print=none", FAST)));
    }

    private String[] slave(String name, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("slave", "--master=" + TapNetwork.HOST + ":" + port, "--name=" + name, "--transport=udp"));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }

    private Campanile inNetwork(String... arguments) {
        return Campanile.started(network.within(Campanile.command(List.of(arguments))));
    }

    private <T extends AutoCloseable> T opened(T made) {
        open.add(0, made);
        return made;
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable made : open) {
            made.close();
        }
    }

    private UserModeLinux machine(int number, Duration ahead, double ppm) throws IOException {
        return opened(UserModeLinux.boot(network, number, ahead, ppm));
    }

    @Test
    void aMachinesClockComesToClusterTimeAndStaysThereThoughItsDaemonIsKilled() throws Exception {
        UserModeLinux machine = machine(0, Duration.ofMillis(3_200), 0);
        UserModeLinux other = SIDE_BY_SIDE ? machine(1, Duration.ofMillis(-5_400), -80) : null;
        UserModeLinux chrony = SIDE_BY_SIDE ? withChrony(2) : null;
        discipline(machine);
        if (other != null) {
            discipline(other);
            other.awaitLines(FOLLOWS, 1, PATIENCE);
        }
        machine.awaitLines(STEPS, 1, PATIENCE);
        machine.awaitLines(FOLLOWS, 1, PATIENCE);
        Thread.sleep(SETTLE.toMillis());

        long settled = now();
        Thread.sleep(KEEP.toMillis());
        List<MachineClockTruth.Reading> kept = truth.aheadOfCluster(machine, witness, settled);
        report("disciplined", kept);
        if (other != null && chrony != null) {
            report("another", truth.aheadOfCluster(other, witness, settled));
            report("chrony, to the machine's clock", truth.aheadOfHost(chrony, settled));
        }
        assertThat(kept).isNotEmpty().allSatisfy(OsClockIT::assertKept);

        machine.shell("kill -9 $daemon");
        discipline(machine);
        machine.awaitLines(FOLLOWS, 2, PATIENCE);
        long back = now();
        Thread.sleep(Math.min(KEEP.toMillis(), 5_000));
        machine.shell("kill $daemon; wait $daemon; cat /run/machine-clock.drift | sed 's/^/drift /'");
        double remembered = Double.parseDouble(machine.awaitLines("^drift ([-+0-9.]+)", 1, PATIENCE));
        report("killed and started again", truth.aheadOfCluster(machine, witness, settled));
        assertThat(truth.aheadOfCluster(machine, witness, back)).isNotEmpty().allSatisfy(OsClockIT::assertKept);
        assertThat(machine.awaitLines(STEPS, 1, PATIENCE)).isNotEmpty();
        assertThat(machine.lines())
                .filteredOn(line -> line.contains("the machine's clock steps"))
                .hasSize(1);
        assertNoJumpSince(machine, settled);
        assertThat(remembered).isCloseTo(80, within(20.0));
        assertThat(last(machine.clock()).frequencyPpm()).isCloseTo(80, within(20.0));
    }

    @Test
    void whoMayNotSetTheClockIsToldSoAndWhatToDo() throws Exception {
        UserModeLinux machine = machine(0, Duration.ZERO, 12);
        machine.shell("cp /bin/sleep /run/chronyd; /run/chronyd 1000 & rival=$!");
        discipline(machine);
        machine.awaitLines(
                "campanile slave: --discipline-clock: the machine's clock is kept by chronyd .* already: stop that",
                1,
                PATIENCE);

        machine.shell("kill $rival");
        machine.campanile("setpriv --bounding-set=-sys_time --inh-caps=-sys_time", disciplined());
        machine.awaitLines(
                "campanile slave: --discipline-clock: this process is not permitted to set the machine's clock: give it"
                        + " CAP_SYS_TIME",
                1,
                PATIENCE);
        assertThat(machine.clock())
                .allSatisfy(line -> assertThat(line.frequencyPpm()).isCloseTo(12, within(0.001)));
    }

    private void discipline(UserModeLinux machine) throws IOException {
        machine.campanile("", disciplined());
    }

    private String disciplined() {
        return String.join(" ", slave("uml", "--observer", "--print=none", "--discipline-clock", "--data-dir=/run"));
    }

    private UserModeLinux withChrony(int number) throws IOException {
        String chrony = Tool.CHRONY.path().toString();
        Path server = Files.writeString(folder.resolve("server.conf"), """
                local stratum 5
                allow 10.77.0.0/24
                cmdport 0
                pidfile %s
                """.formatted(folder.resolve("server.pid")));
        // With -x it leaves this machine's clock alone.
        opened(Campanile.started(
                network.within(new ProcessBuilder(chrony, "-x", "-d", "-u", "root", "-f", server.toString()))));
        Path client = Files.writeString(folder.resolve("client.conf"), """
                server %s iburst minpoll 0 maxpoll 0 xleave
                makestep 0.01 3
                cmdport 0
                pidfile /run/chronyd.pid
                """.formatted(TapNetwork.HOST));
        UserModeLinux machine = machine(number, Duration.ofMillis(-2_700), 80);
        machine.shell("%s -d -u root -f %s 2>&1 &".formatted(chrony, client));
        return machine;
    }

    private static void assertKept(MachineClockTruth.Reading reading) {
        assertThat(Math.abs(reading.aheadNanos())).as("%s", reading).isLessThan(LIMIT_NANOS);
        assertThat(reading.line().status() & STA_UNSYNC).isZero();
    }

    /** The clock went on, and at a rate that the kernel can be told. */
    private void assertNoJumpSince(UserModeLinux machine, long from) {
        List<MachineClockTruth.Reading> readings = truth.aheadOfHost(machine, from);
        for (int i = 1; i < readings.size(); i++) {
            MachineClockTruth.Reading before = readings.get(i - 1);
            MachineClockTruth.Reading after = readings.get(i);
            long most = READING_NANOS + Math.round((after.hostNanos() - before.hostNanos()) * MOST_BEND);
            assertThat(after.line().wallNanos()).isGreaterThan(before.line().wallNanos());
            assertThat(after.aheadNanos() - before.aheadNanos()).isBetween(-most, most);
        }
    }

    private static void report(String what, List<MachineClockTruth.Reading> readings) {
        double[] micros = readings.stream()
                .mapToDouble(reading -> reading.aheadNanos() / 1e3)
                .toArray();
        double mean = Arrays.stream(micros).average().orElse(0);
        double squares = Arrays.stream(micros).map(x -> x * x).average().orElse(0);
        double worst = Arrays.stream(micros).map(Math::abs).max().orElse(0);
        log.info(String.format(
                Locale.ROOT,
                "%s: %s readings, %+.1f µs ahead on average, RMS %.1f µs, at worst %.1f µs",
                what,
                micros.length,
                mean,
                Math.sqrt(squares),
                worst));
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    private static long now() {
        return System.currentTimeMillis() * 1_000_000;
    }
}
