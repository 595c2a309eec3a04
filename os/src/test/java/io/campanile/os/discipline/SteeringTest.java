package io.campanile.os.discipline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.discipline.ClockStatus;
import org.junit.jupiter.api.Test;

/** Single decisions. */
class SteeringTest {

    private static final double RATE = 80_000;
    private static final long USUAL = 200;

    private final Steering steering = new Steering(0, false, MachineClock.STEP_THRESHOLD_NANOS);
    private long second;

    private Order decide(long phaseNanos, long widthNanos) {
        second++;
        return steering.decide(new Look(
                        second * FakeKernel.SECOND,
                        phaseNanos,
                        widthNanos,
                        RATE,
                        second,
                        5_000,
                        ClockStatus.SYNCHRONIZED))
                .orElseThrow();
    }

    /** The cluster clock has been corrected many times. */
    private void becomesSteady() {
        for (int i = 0; i <= Steering.STEADY_CORRECTIONS; i++) {
            decide(0, USUAL);
        }
    }

    @Test
    void aFreshSlavesErrorIsNotSlewedTo() {
        assertThat(decide(4_000, USUAL).frequencyPpb()).isCloseTo(RATE, within(1e-6));
        assertThat(decide(13_000, USUAL).frequencyPpb()).as("8 µs are certain").isCloseTo(RATE - 1_000, within(1e-6));
    }

    @Test
    void anEighthOfTheDifferenceIsSlewedAwayInASecond() {
        becomesSteady();
        assertThat(decide(4_000, USUAL).frequencyPpb()).isCloseTo(RATE - 500, within(1e-6));
        assertThat(decide(-4_000, USUAL).frequencyPpb()).isCloseTo(RATE + 500, within(1e-6));
    }

    @Test
    void ofALookThatWasInterruptedOnlyTheCertainPartIsSlewedAway() {
        becomesSteady();

        assertThat(decide(400_000, 900_000).frequencyPpb()).isCloseTo(RATE, within(1e-6));
        assertThat(decide(-490_000, 900_000).frequencyPpb()).isCloseTo(RATE + 5_000, within(1e-6));
        assertThat(decide(4_000, USUAL).frequencyPpb()).isCloseTo(RATE - 500, within(1e-6));
    }

    @Test
    void whereLooksTakeLongerFromNowOnTheyAreTrustedAgain() {
        decide(0, USUAL);
        for (int i = 0; i < 60; i++) {
            decide(0, 4 * USUAL);
        }

        assertThat(decide(4_000, 4 * USUAL).frequencyPpb()).isCloseTo(RATE - 500, within(1e-6));
    }

    @Test
    void theKernelIsToldTheWholeErrorWhateverIsSlewed() {
        decide(0, USUAL);

        assertThat(decide(400_000, 900_000).maxErrorNanos()).isEqualTo(5_000 + 400_000 + 900_000);
    }

    @Test
    void aClockThatMayBeRightIsNotStepped() {
        Look look = new Look(0, 30_000_000, USUAL, RATE, 1, 25_000_000, ClockStatus.SYNCHRONIZED);

        Order first = steering.decide(look).orElseThrow();

        assertThat(first.stepNanos()).isZero();
        assertThat(first.frequencyPpb()).isCloseTo(RATE - Steering.MOST_SLEW_PPB, within(1e-6));
    }

    @Test
    void aStepThresholdBelowTenMillisecondsHoldsAtTheStartToo() {
        Steering strict = new Steering(0, false, 2_000_000);

        Order first = strict.decide(new Look(0, 3_000_000, USUAL, RATE, 1, 5_000, ClockStatus.SYNCHRONIZED))
                .orElseThrow();

        assertThat(first.stepNanos()).isEqualTo(-3_000_000);
        assertThat(first.frequencyPpb()).isCloseTo(RATE, within(1e-6));
    }
}
