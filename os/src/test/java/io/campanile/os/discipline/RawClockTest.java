package io.campanile.os.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.os.Clocks;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A local clock that nothing bends. */
class RawClockTest {

    private static final long SECOND = FakeKernel.SECOND;

    private final FakeKernel kernel = new FakeKernel();
    private final RawClock clock = new RawClock(kernel::rawNanos, kernel.machine());

    @Test
    void itBeginsAtTheMachinesTimeAndIsNotBentWithIt() {
        assertThat(clock.nanos()).isEqualTo(FakeKernel.START);
        kernel.bend(400_000);

        kernel.run(100 * SECOND);

        assertThat(kernel.wallNanos()).isGreaterThan(FakeKernel.START + 100 * SECOND + 39_000_000);
        assertThat(clock.nanos()).isEqualTo(FakeKernel.START + 100 * SECOND);
    }

    @Test
    void itKnowsByHowMuchOthersSetTheMachinesClockAndNotByHowMuchWeDo() throws IOException {
        clock.stepping(-3 * SECOND, () -> kernel.step(-3 * SECOND));
        assertThat(clock.wallAheadNanos()).isZero();

        kernel.set(7 * SECOND);
        assertThat(clock.wallAheadNanos()).isEqualTo(7 * SECOND);
    }

    @Test
    void itKnowsWhatTheMachineKnowsOfGaps() {
        assertThat(clock.disruptions(clock.nanos())).isZero();

        kernel.sleep(60 * SECOND);

        assertThat(clock.disruptions(clock.nanos())).isOne();
        assertThat(clock.nanos()).isEqualTo(FakeKernel.START);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theOscillatorOfThisMachineGoesOnAndItsWallClockIsJavas() {
        long before = Clocks.rawNanos();
        long wall = System.currentTimeMillis();

        assertThat(Clocks.rawNanos()).isGreaterThan(before);
        assertThat(Clocks.wallNanos() / 1_000_000).isBetween(wall, wall + 60_000);
    }
}
