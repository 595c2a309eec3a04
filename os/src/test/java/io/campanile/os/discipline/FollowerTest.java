package io.campanile.os.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.os.Timex;
import io.campanile.os.discipline.MachineClockState.Keeping;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What becomes of the machine's clock, in virtual time. */
class FollowerTest {

    private static final long SECOND = FakeKernel.SECOND;
    private static final double DRIFT = 80_000;

    @Test
    void aClockThatIsSecondsOffStepsOnceAndThenFollowsAtTheRightFrequency() throws IOException {
        World world = World.of(3 * SECOND, DRIFT);

        world.run(60);

        assertThat(world.kernel.steps).isOne();
        assertThat(world.aheadNanos()).isBetween(-100L, 100L);
        assertThat(world.kernel.state.ratePpb()).isCloseTo(DRIFT, within(100.0));
    }

    @Test
    void aClockThatIsAFewMillisecondsOffIsSlewedAndNeverGoesBack() throws IOException {
        World world = World.of(9_000_000, DRIFT);

        world.run(120);

        assertThat(world.kernel.steps).isZero();
        assertThat(world.wentBack()).isFalse();
        assertThat(world.aheadNanos()).isBetween(-1_000L, 1_000L);
    }

    @Test
    void noFrequencyIsBeyondWhatTheKernelTakes() throws IOException {
        World world = World.of(100_000_000, 300_000);
        world.run(1);
        world.kernel.steps = 0;
        world.kernel.set(-120_000_000);

        for (int i = 0; i < 100; i++) {
            world.run(1);
            assertThat(world.kernel.state.ratePpb()).isBetween(-500_001.0, 500_001.0);
        }
        assertThat(world.kernel.steps).isZero();
        assertThat(world.aheadNanos()).isGreaterThan(-101_000_000);
    }

    @Test
    void aTickThatSomebodyHasLeftWrongIsPutRight() throws IOException {
        World world = World.of(0, DRIFT);
        world.kernel.state = new KernelState(0, 10_001, 0, 1_000, 10);

        world.run(30);

        assertThat(world.kernel.state.tickMicros()).isEqualTo(KernelState.TICK_MICROS);
        assertThat(world.aheadNanos()).isBetween(-1_000L, 1_000L);
    }

    @Test
    void noiseOfTheNetworkIsNotPassedOn() throws IOException {
        World world = World.of(3 * SECOND, DRIFT);
        world.noiseNanos = 50_000;
        world.rateNoisePpb = 500;
        world.run(60);
        double squares = 0;
        for (int i = 0; i < 600; i++) {
            world.run(1);
            squares += Math.pow((double) world.aheadNanos(), 2);
        }

        assertThat(Math.sqrt(squares / 600)).isLessThan(30_000);
        assertThat(world.wentBack()).isFalse();
    }

    @Test
    void theKernelSaysHowFarItsClockCanBeOff() throws IOException {
        World world = World.of(5_000_000, DRIFT);
        world.noiseNanos = 20_000;
        for (int i = 0; i < 120; i++) {
            world.run(1);
            long errorNanos = world.kernel.state.maxErrorMicros() * 1_000;

            assertThat(world.kernel.state.isSynchronized()).isTrue();
            // Since the order it was slewed for a second.
            assertThat(Math.abs(world.aheadNanos())).isLessThanOrEqualTo(errorNanos + 500_000);
        }
        assertThat(world.kernel.state.maxErrorMicros()).isLessThan(250);
    }

    @Test
    void beforeTheFirstCorrectionTheClockIsLeftAlone() throws IOException {
        World world = World.of(3 * SECOND, DRIFT);
        world.kernel.bend(12_000);
        KernelState before = world.kernel.state;
        World found = new World(world.kernel, 0, DRIFT, new Steering(12_000, false, 1_000_000));
        found.corrected = false;

        found.run(20);

        assertThat(found.kernel.state).isEqualTo(before);
        assertThat(found.kernel.order).isNull();
    }

    @Test
    void withoutAMasterItHoldsItsFrequencyAndThenSaysThatNobodyKeepsIt() throws IOException {
        World world = World.of(3 * SECOND, DRIFT);
        world.run(60);
        world.corrected = false;

        world.run(300);
        assertThat(world.cluster.status()).isEqualTo(ClockStatus.HOLDOVER);
        assertThat(world.kernel.state.isSynchronized()).isTrue();
        assertThat(world.aheadNanos()).isBetween(-20_000L, 20_000L);

        world.run(400);
        assertThat(world.kernel.state.isSynchronized()).isFalse();
        assertThat(world.kernel.state.maxErrorMicros()).isEqualTo(16_000_000);
        assertThat(world.kernel.state.ratePpb()).isCloseTo(DRIFT, within(100.0));
    }

    @Test
    void aRememberedFrequencyIsBelievedBeforeAHastyMeasurement() throws IOException {
        World world = new World(new FakeKernel(), SECOND, DRIFT, new Steering(DRIFT, true, 128_000_000));
        world.rateNoisePpb = 20_000;

        world.run(4);

        assertThat(world.kernel.steps).isOne();
        assertThat(world.steering.goodFrequencyPpb()).isCloseTo(DRIFT, within(1.0));
        // What the hasty rate moved the cluster clock by meanwhile is slewed away: an eighth of it in a second.
        assertThat(world.kernel.state.ratePpb()).isCloseTo(DRIFT, within(15_000.0));
    }

    @Test
    void onLeavingItGoesOnAtItsLastGoodFrequencyWithoutWhatWasSlewed() throws IOException {
        World slewing = World.of(9_000_000, DRIFT);
        slewing.run(12);
        assertThat(slewing.kernel.state.ratePpb()).isLessThan(DRIFT - 100_000);

        slewing.follower.leave();

        assertThat(slewing.kernel.state.ratePpb()).isCloseTo(DRIFT, within(100.0));
        assertThat(slewing.kernel.state.isSynchronized()).isTrue();
        assertThat(slewing.kernel.state.maxErrorMicros() * 1_000).isGreaterThan(Math.abs(slewing.aheadNanos()));
    }

    @Test
    void aClockThatSomebodySetsOnceIsBroughtBack() throws IOException {
        World world = World.of(0, DRIFT);
        world.run(30);

        world.kernel.set(5 * SECOND);
        world.run(30);

        assertThat(world.kernel.steps).isOne();
        assertThat(world.aheadNanos()).isBetween(-1_000L, 1_000L);
    }

    @Test
    void oneLookThatIsFarOffDoesNotStep() throws IOException {
        World world = World.of(0, DRIFT);
        world.run(30);

        world.kernel.set(5 * SECOND);
        world.run(2);
        world.kernel.set(-5 * SECOND);
        world.run(2);

        assertThat(world.kernel.steps).isZero();
    }

    @Test
    void whoeverKeepsChangingTheFrequencyIsARivalAndIsLeftTheClock() throws IOException {
        World world = World.of(0, DRIFT);
        world.run(30);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        world.kernel.bend(-20_000 - i);
                        world.run(10);
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another program keeps the machine's clock")
                .hasMessageContaining("its frequency was set from +8")
                .hasMessageContaining("stop that one");
    }

    @Test
    void aFlagThatSomebodySetsIsNoticed() throws IOException {
        World world = World.of(0, DRIFT);
        world.run(30);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5; i++) {
                        KernelState now = world.kernel.state;
                        world.kernel.state = new KernelState(now.frequency(), now.tickMicros(), 0x2001, 500, 500);
                        world.run(1);
                    }
                })
                .hasMessageContaining("its status was set from 0x0000 to 0x2001");
    }

    @Test
    void aMachineThatSleptIsNoticedAtOnceAndHasNoRival() throws IOException {
        World world = World.of(0, DRIFT);
        world.run(30);
        world.corrected = false;

        world.kernel.sleep(3600 * SECOND);
        world.run(1);

        assertThat(world.cluster.status()).isEqualTo(ClockStatus.UNSYNCHRONIZED);
        assertThat(world.kernel.state.flags()).isEqualTo(Timex.STA_UNSYNC);
        assertThat(world.kernel.steps).isZero();
        assertThat(world.kernel.state.ratePpb()).isCloseTo(DRIFT, within(100.0));
    }

    @Test
    void aLookThatTookTooLongChangesNothing() throws IOException {
        World world = World.of(0, DRIFT);
        world.run(30);
        KernelState before = world.kernel.state;

        world.kernel.readingNanos = 2_000_000;
        world.run(1);

        assertThat(world.kernel.state).isEqualTo(before);
    }

    @Test
    void aKernelThatRefusesEndsIt() throws IOException {
        World world = World.of(0, DRIFT);
        world.kernel.refusal = "the kernel does not let the machine's clock be kept";

        assertThatThrownBy(() -> world.run(1)).hasMessageContaining("does not let");
    }

    @Test
    void saysHowTheClockIsKept() throws IOException {
        World world = World.of(3 * SECOND, DRIFT);
        world.corrected = false;
        world.run(1);
        assertThat(world.follower.state().keeping()).isEqualTo(Keeping.WAITING);
        assertThat(world.follower.state().aheadNanos()).isNull();
        assertThat(world.follower.state().isSynchronized()).isFalse();

        world.corrected = true;
        world.run(60);
        MachineClockState kept = world.follower.state();
        assertThat(kept.keeping()).isEqualTo(Keeping.FOLLOWING);
        assertThat(kept.aheadNanos()).isBetween(-100L, 100L);
        assertThat(kept.frequencyPpb()).isCloseTo(DRIFT, within(100.0));
        assertThat(kept.maxErrorNanos()).isEqualTo(world.kernel.state.maxErrorMicros() * 1_000);
        assertThat(kept.isSynchronized()).isTrue();
        assertThat(kept.steps()).isOne();
        assertThat(kept.interferences()).isZero();
        assertThat(kept.disruptions()).isZero();

        world.corrected = false;
        world.run(300);
        assertThat(world.follower.state().keeping()).isEqualTo(Keeping.HOLDOVER);
        world.run(400);
        assertThat(world.follower.state().keeping()).isEqualTo(Keeping.FREE);
        assertThat(world.follower.state().isSynchronized()).isFalse();
    }

    @Test
    void countsWhatOthersAndTheMachineDidToTheClock() throws IOException {
        World world = World.of(0, DRIFT);
        world.run(30);
        world.kernel.set(5 * SECOND);
        world.run(30);
        world.kernel.sleep(3600 * SECOND);
        world.run(1);

        assertThat(world.follower.state().interferences()).isOne();
        assertThat(world.follower.state().lastInterference()).isEqualTo("it was set by +5.000000 s");
        assertThat(world.follower.state().disruptions()).isOne();
        assertThat(world.follower.state().left().keeping()).isEqualTo(Keeping.LEFT);
    }

    @Test
    void saysItInALineOfTheLog() {
        assertThat(new MachineClockState(Keeping.FOLLOWING, -3_200L, 79_998, 25_000, true, 1, 2, "it was set", 4))
                .hasToString(
                        "following, -3.2 µs from cluster time, within 25 µs, at +79.998 ppm, synchronized for the kernel; 1 steps,"
                                + " 2 changes by others, 4 disruptions");
        assertThat(new MachineClockState(Keeping.WAITING, null, 0, 16_000_000_000L, false, 0, 0, null, 0))
                .hasToString(
                        "waiting, nobody knows how far from cluster time, within 16000000 µs, at +0.000 ppm, unsynchronized for the"
                                + " kernel; 0 steps, 0 changes by others, 0 disruptions");
    }
}
