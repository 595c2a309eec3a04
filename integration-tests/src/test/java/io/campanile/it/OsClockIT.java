package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.master.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
class OsClockIT {

    private static final Logger log = LoggerFactory.getLogger(OsClockIT.class);

    private static final Duration SETTLE = Duration.parse(System.getProperty("campanile.uml.settle", "PT12S"));
    private static final Duration KEEP = Duration.parse(System.getProperty("campanile.uml.keep", "PT8S"));
    private static final long LIMIT_NANOS = 1_000L * Long.getLong("campanile.uml.limit", 10_000);
    private static final boolean CHRONY = Boolean.getBoolean("campanile.uml.chrony");

    /** Java starts in twenty seconds there while the machine is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** A clock is bent by as much as the kernel can be told, and goes on by itself beside. */
    private static final double MOST_BEND = 600e-6;

    /** How far off the reading of a clock may be. */
    private static final long READING_NANOS = 1_000_000;

    private static final int STA_UNSYNC = 0x40;

    /** Of three clocks, two run so fast: cluster time then runs 80 ppm fast. */
    private static final String FAST = "--clock-drift=120ppm";

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
        Campanile master = opened(inNetwork("master", "--port=0", "--transport=udp,tcp", "--settle=1s"));
        port = master.port();
        witness = opened(inNetwork(slave("witness", "--print=json", FAST)));
        opened(inNetwork(slave("second", "--print=none", FAST)));
    }

    private String[] slave(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "slave", "--master=" + TapNetwork.HOST + ":" + port, "--name=" + name, "--transport=udp"));
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

    private void discipline(UserModeLinux machine) throws IOException {
        machine.campanile(String.join(
                " ", slave("uml", "--observer", "--print=none", "--discipline-clock", "--data-dir=/tmp")));
    }

    @Test
    void aMachinesClockComesToClusterTimeAndStaysThereThoughItsDaemonIsKilled() throws Exception {
        UserModeLinux machine = machine(0, Duration.ofMillis(3_200), 0);
        UserModeLinux other = CHRONY ? withChrony(2) : null;
        discipline(machine);
        machine.awaitLine(STEPS, PATIENCE);
        Thread.sleep(SETTLE.toMillis());

        long settled = now();
        Thread.sleep(KEEP.toMillis());
        long killed = now();
        report("disciplined", machine, settled, killed);
        assertThat(since(machine, settled)).isNotEmpty().allSatisfy(OsClockIT::assertKept);

        machine.shell("kill -9 $daemon");
        discipline(machine);
        machine.awaitLine(FOLLOWS + "(?s).*" + FOLLOWS, PATIENCE);
    }

    private UserModeLinux withChrony(int number) throws IOException {
        Tool.CHRONY.path();
        return machine(number, Duration.ofMillis(-2_700), 80);
    }

    private List<MachineClockTruth.Reading> since(UserModeLinux machine, long from) {
        return truth.aheadOfCluster(machine, witness).stream()
                .filter(reading -> reading.hostNanos() > from)
                .toList();
    }

    private static void assertKept(MachineClockTruth.Reading reading) {
        assertThat(Math.abs(reading.aheadNanos())).as("%s", reading).isLessThan(LIMIT_NANOS);
        assertThat(reading.line().status() & STA_UNSYNC).isZero();
    }

    private void report(String what, UserModeLinux machine, long from, long until) {
    }

    private static long now() {
        return System.currentTimeMillis() * 1_000_000;
    }
}
