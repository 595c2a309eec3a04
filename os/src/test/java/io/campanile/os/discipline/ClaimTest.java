package io.campanile.os.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.os.ClusterMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets the machine's clock, and what is remembered of it. The processes are files, the kernel is a fake. */
class ClaimTest {

    private static final String EVERYTHING = "000001ffffffffff";
    private static final String ALL_BUT_SYS_TIME = "000001fffdffffff";
    private static final String OURS = "--discipline-clock";

    @TempDir
    private Path proc;

    @TempDir
    private Path folder;

    private final FakeKernel kernel = new FakeKernel();

    @BeforeEach
    void permit() throws IOException {
        process("self", "java", "java");
        Files.writeString(proc.resolve("self/status"), "Name:\tjava\nCapEff:\t%s\n".formatted(EVERYTHING));
        process("1", "systemd", "/sbin/init");
        process("77", "java", "java", "-jar", "campanile-cli.jar", "slave", OURS);
    }

    private void process(String number, String name, String... arguments) throws IOException {
        Path made = Files.createDirectories(proc.resolve(number));
        Files.writeString(made.resolve("comm"), name + "\n");
        Files.writeString(made.resolve("cmdline"), String.join("\0", arguments) + "\0");
    }

    private MachineClock claim(@Nullable Path where) throws IOException {
        return MachineClock.claim(
                new Processes(proc, OURS, 77),
                kernel,
                kernel.machine(),
                MachineClock.STEP_THRESHOLD_NANOS,
                where,
                new ClusterMark(proc.resolve("mark")));
    }

    @Test
    void withoutTheCapabilityItIsRefusedAndNothingIsOrdered() throws IOException {
        Files.writeString(proc.resolve("self/status"), "CapEff:\t%s\n".formatted(ALL_BUT_SYS_TIME));

        assertThatThrownBy(() -> claim(null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not permitted to set the machine's clock")
                .hasMessageContaining("CAP_SYS_TIME");
        assertThat(kernel.order).isNull();
    }

    @Test
    void besideAProgramThatKeepsTheClockItIsRefused() throws IOException {
        process("611", "chronyd", "/usr/sbin/chronyd", "-F", "1");
        assertThatThrownBy(() -> claim(null)).hasMessageContaining("kept by chronyd (process 611) already: stop that");

        process("611", "systemd-timesyn", "/lib/systemd/systemd-timesyncd");
        assertThatThrownBy(() -> claim(null)).hasMessageContaining("systemd-timesyn (process 611)");

        process("611", "ntpd", "ntpd", "-x");
        assertThatThrownBy(() -> claim(null)).hasMessageContaining("ntpd (process 611)");

        process("611", "java", "java", "-jar", "campanile-cli.jar", "slave", OURS);
        assertThatThrownBy(() -> claim(null))
                .hasMessageContaining("another process with --discipline-clock (process 611)");
        assertThat(kernel.order).isNull();
    }

    @Test
    void besideChronyThatLeavesTheClockAloneItIsNot() throws IOException {
        process("611", "chronyd", "/usr/sbin/chronyd", "-x");

        claim(null).close();

        assertThat(kernel.order).isNotNull();
    }

    @Test
    void othersAreToldThatItIsKeptForAsLongAsItIs() throws IOException {
        Path mark = proc.resolve("mark");
        MachineClock clock = claim(null);
        assertThat(mark).hasContent(Long.toString(ProcessHandle.current().pid()));
        clock.close();
        assertThat(mark).doesNotExist();
    }

    @Test
    void atFirstTheClockGoesOnAsItDid() throws IOException {
        kernel.state = new KernelState(kernel.state.frequency() + 1_000_000, 10_000, 0, 700, 30);

        claim(null).close();

        assertThat(kernel.state.ratePpb()).isCloseTo(15_259, within(1.0));
        assertThat(kernel.state.isSynchronized()).isTrue();
        assertThat(kernel.state.maxErrorMicros()).isEqualTo(701);
    }

    @Test
    void itBeginsAtTheFrequencyThatTheFolderRemembers() throws IOException {
        Files.writeString(folder.resolve("machine-clock.drift"), "-42.125\n");

        claim(folder).close();

        assertThat(kernel.state.ratePpb()).isCloseTo(-42_125, within(10.0));
    }

    @Test
    void aFileThatHoldsSomethingElseIsNamed() throws IOException {
        for (String content : new String[] {"fast", "1000", "NaN", "0".repeat(100)}) {
            Files.writeString(folder.resolve("machine-clock.drift"), content);

            assertThatThrownBy(() -> claim(folder))
                    .hasMessageContaining("machine-clock.drift holds something else than a frequency")
                    .hasMessageContaining("remove it");
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> claim(folder.resolve("none"))).hasMessageContaining("none is no folder");
    }

    @Test
    void whatWasLearnedIsRememberedAtTheEnd() throws Exception {
        DriftFile file = new DriftFile(folder);
        World world = World.of(0, 31_250);
        world.run(60);
        file.write(world.steering.goodFrequencyPpb());

        assertThat(file.read().orElseThrow()).isCloseTo(31_250, within(1.0));
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void whoeverWaitsForTheMachinesClockIsToldWhenItIsOnClusterTime() throws Exception {
        try (MachineClock clock = claim(folder)) {
            World world = new World(kernel, 5 * FakeKernel.SECOND, 0, new Steering(0, false, 1_000_000));
            DisciplinedClock cluster = new DisciplinedClock(clock.local(), DisciplineLimits.DEFAULT);
            world.correctOnce(cluster);

            clock.follow(cluster, lost -> {}).toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertThat(world.aheadNanos()).isZero();
        }
        assertThat(kernel.state.isSynchronized()).isTrue();
    }

    @Test
    void whoeverFollowsIsToldWhenTheKernelRefuses() throws Exception {
        MachineClock clock = claim(null);
        kernel.refusal = "the kernel does not let the machine's clock be kept: it is not permitted (EPERM)";
        World world = new World(kernel, 0, 0, new Steering(0, false, 1_000_000));
        DisciplinedClock cluster = new DisciplinedClock(clock.local(), DisciplineLimits.DEFAULT);
        world.correctOnce(cluster);
        CompletableFuture<IOException> lost = new CompletableFuture<>();

        CompletionStage<Void> begun = clock.follow(cluster, lost::complete);

        assertThat(begun.toCompletableFuture()).isNotDone();
        assertThat(lost.get(60, TimeUnit.SECONDS)).hasMessageContaining("EPERM");
        clock.close();
    }
}
