package io.campanile.clock;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.LocalClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For how long a clock can promise something that sleep has made wrong: on a machine whose clocks the test moves. */
class DisruptionWatchTest {

    private static final long MILLI = 1_000_000;
    private static final int MARKER_AT = 16;

    private long monotonic = 5_000 * SECOND;

    /** How far the time since the machine's start is ahead of the monotonic clock: by how long it has slept. */
    private long slept;

    private long looks;
    private boolean readable = true;

    @TempDir
    private Path directory;

    private final CompanionClock bootTime = new CompanionClock("boot time", this::uptime, 10 * MILLI);

    private final DisruptionWatch watch = new DisruptionWatch(() -> monotonic, bootTime, null);
    private final DisciplinedClock clock = clockOn(watch);

    /** As {@code /proc/uptime} shows it, in hundredths. */
    private long uptime() {
        looks++;
        return readable ? (monotonic + slept) / (10 * MILLI) * (10 * MILLI) : CompanionClock.UNREADABLE;
    }

    private DisciplinedClock clockOn(DisruptionWatch machine) {
        return new DisciplinedClock(
                new LocalClock() {
                    @Override
                    public long nanos() {
                        return monotonic;
                    }

                    @Override
                    public long disruptions(long localNanos) {
                        return machine.found(localNanos);
                    }
                },
                DisciplineLimits.DEFAULT);
    }

    private void correct(DisciplinedClock which) {
        which.correct(TestCorrections.by(which, monotonic, 0));
        assertThat(which.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
    }

    @Test
    void promisesForTenMillisecondsAtMostAfterTheMachineHasSlept() {
        for (long sinceLook = 0; sinceLook < 12 * MILLI; sinceLook += MILLI / 2) {
            correct(clock);
            // Long enough for a look, however seldom there is one.
            monotonic += SECOND;
            clock.read();
            monotonic += sinceLook;

            slept += SECOND * 13 / 10;

            long back = monotonic;
            while (clock.read().isBounded()) {
                monotonic += MILLI / 10;
            }
            assertThat(monotonic - back).isLessThanOrEqualTo(10 * MILLI);
        }
    }

    @Test
    void promisesNothingToTheFirstWhoAsksAfterAPause() {
        correct(clock);

        // Stopped for six seconds, in which the machine slept for one.
        monotonic += 5 * SECOND;
        slept += SECOND;

        assertThat(clock.interval()).isEqualTo(TimeInterval.UNKNOWN);
    }

    @Test
    void promisesNothingToTheFirstWhoAsksWhenTheMonotonicClockWasSetBack() {
        correct(clock);

        // Stopped for six seconds, with clocks that were set back by seven meanwhile.
        monotonic -= SECOND;
        slept += 7 * SECOND;

        assertThat(clock.read().status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
    }

    @Test
    void keepsItsPromiseThroughAPauseInWhichTheClocksWentOn() {
        correct(clock);
        long before = looks;

        monotonic += 2 * SECOND;

        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(looks).as("it looked before it answered").isGreaterThan(before);
    }

    @Test
    void isNotLookedAtAgainWithinTenMilliseconds() {
        correct(clock);
        monotonic += 10 * MILLI;
        clock.read();
        long before = looks;
        for (int i = 0; i < 99; i++) {
            monotonic += MILLI / 10;
            clock.read();
        }

        assertThat(looks).isEqualTo(before);
    }

    @Test
    void takesAClockThatIsSteeredForOneThatIsAwake() {
        correct(clock);
        for (int i = 0; i < 10_000; i++) {
            monotonic += 123 * MILLI;
            // 500 ppm.
            slept += 61_500;
            watch.found(monotonic);
        }

        assertThat(watch.found(monotonic)).isZero();
    }

    @Test
    void seesASleepOfFortyMillisecondsWheneverItBegins() {
        for (int i = 0; i < 100; i++) {
            long before = watch.found(monotonic);
            monotonic += 1_234_567 + 100 * MILLI;
            slept += 40 * MILLI;
            assertThat(watch.found(monotonic)).isEqualTo(before + 1);
        }
    }

    @Test
    void takesAMachineThatCannotBeLookedAtForAwake() {
        readable = false;
        monotonic += SECOND;
        watch.found(monotonic);
        readable = true;
        monotonic += SECOND;

        assertThat(watch.found(monotonic)).isZero();
    }

    @Test
    void readsWhatLinuxShows() throws IOException {
        Path uptime = directory.resolve("uptime");
        Files.writeString(uptime, "26950.80 8793.07\n");
        assertThat(CompanionClock.bootTime(uptime).nanos()).isEqualTo(26_950_800 * MILLI);
        for (String other : new String[] {"", "x", "26950,80 1", " 1.00"}) {
            Files.writeString(uptime, other);
            assertThat(CompanionClock.bootTime(uptime).nanos()).as(other).isEqualTo(CompanionClock.UNREADABLE);
        }
        assertThat(CompanionClock.bootTime(directory.resolve("none")).nanos()).isEqualTo(CompanionClock.UNREADABLE);
    }

    @Test
    void promisesNothingAnyMoreAtTheMomentAtWhichTheHypervisorSaysThatItMovedTheMachine() throws IOException {
        Path device = device(0x4b4c4356, 1);
        VmClock vmClock = VmClock.at(device);
        assertThat(vmClock).isNotNull().matches(VmClock::isMapped);
        DisciplinedClock moved = clockOn(new DisruptionWatch(() -> monotonic, bootTime, vmClock));
        correct(moved);
        moved.read();

        try (RandomAccessFile file = new RandomAccessFile(device.toFile(), "rw")) {
            file.seek(MARKER_AT);
            file.writeByte(8);
        }

        assertThat(moved.read().status()).as("at the same local time").isEqualTo(ClockStatus.UNSYNCHRONIZED);
        correct(moved);
    }

    @Test
    void takesNoOtherFileForAVmClock() throws IOException {
        assertThat(VmClock.at(directory.resolve("none"))).isNull();
        assertThat(VmClock.at(device(0x4b4c4357, 1))).as("another kind").isNull();
        assertThat(VmClock.at(device(0x4b4c4356, 2))).as("another version").isNull();
    }

    private Path device(int magic, int version) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(112).order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(magic).putInt(112).putShort((short) version);
        return Files.write(directory.resolve("vmclock"), content.array());
    }
}
