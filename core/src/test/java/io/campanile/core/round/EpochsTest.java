package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.Units;
import io.campanile.core.message.Message.Goodbye;
import org.junit.jupiter.api.Test;

class EpochsTest {

    private static final long START_MILLIS = 1_700_000_000_000L;

    private final Epochs epochs = Epochs.alone(START_MILLIS * 1_000_000);

    @Test
    void startsAtTheMillisecondOfTheStart() {
        assertThat(epochs.current()).isEqualTo(START_MILLIS);
        assertThat(Epochs.alone(START_MILLIS * 1_000_000 + 999_999).current()).isEqualTo(START_MILLIS);
    }

    @Test
    void clockAtItsZeroStillGivesAnEpoch() {
        assertThat(Epochs.alone(0).current()).isEqualTo(1);
        assertThat(Epochs.alone(-5 * Units.SECOND_NANOS).current()).isEqualTo(1);
    }

    @Test
    void restartedMasterOutranksItsPredecessor() {
        assertThat(Epochs.alone((START_MILLIS + 1) * 1_000_000).current()).isGreaterThan(epochs.current());
    }

    @Test
    void aSlaveThatHasObeyedNoMoreThanTheTermsEpochIsToldThat() {
        assertThat(epochs.of(0)).hasValue(START_MILLIS);
        assertThat(epochs.of(START_MILLIS - 1)).hasValue(START_MILLIS);
        assertThat(epochs.of(START_MILLIS)).hasValue(START_MILLIS);
    }

    @Test
    void aSlaveThatHasObeyedAHigherOneIsToldOneAboveThat() {
        assertThat(epochs.of(START_MILLIS + 5_000)).hasValue(START_MILLIS + 5_001);
    }

    @Test
    void whatOneClaimsChangesNothingForAnother() {
        long ceiling = START_MILLIS + Epochs.LEEWAY_MILLIS;
        assertThat(epochs.of(ceiling - 1)).hasValue(ceiling);
        assertThat(epochs.of(START_MILLIS)).hasValue(START_MILLIS);
        assertThat(epochs.of(START_MILLIS + 1)).hasValue(START_MILLIS + 2);
    }

    @Test
    void aSlaveThatIsADayAheadOrMoreIsTurnedAway() {
        assertThat(epochs.of(START_MILLIS + Epochs.LEEWAY_MILLIS)).isEmpty();
        assertThat(epochs.of(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void anEpochThatAnElectionHasFixedHoldsForAll() {
        Epochs elected = new Epochs(START_MILLIS, 0);
        assertThat(elected.of(START_MILLIS)).hasValue(START_MILLIS);
        assertThat(elected.of(START_MILLIS + 1)).isEmpty();
    }

    @Test
    void noEpochIsLessThanOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Epochs(0, 0))
                .withMessage("the epoch is 0 with a leeway of 0; choose 1 or more, and 0 or more");
    }

    @Test
    void aMasterThatTakesOverSpeaksToEverySlaveInOneAboveWhatItHasObeyed() {
        Epochs taking = epochs.takingOver();
        long year = 365 * Epochs.LEEWAY_MILLIS;
        assertThat(taking.of(0)).hasValue(START_MILLIS);
        assertThat(taking.of(START_MILLIS + year)).hasValue(START_MILLIS + year + 1);
        assertThat(taking.of(Long.MAX_VALUE))
                .as("nobody could ever outrank that")
                .isEmpty();
    }

    @Test
    void aMasterSaysWhatToDoAboutASlaveThatCannotObeyIt() {
        assertThat(epochs.objection(START_MILLIS + 3 * Epochs.LEEWAY_MILLIS / 2))
                .contains(
                        "1.5 days above this master's",
                        "another master runs",
                        "start this master so that it takes over");
        assertThat(new Epochs(1_000, Epochs.LEEWAY_MILLIS).objection(START_MILLIS))
                .contains("shows a time before the year 2000: set it, and restart the master");
        assertThat(epochs.objection(Long.MAX_VALUE)).hasSizeLessThan(Goodbye.MAX_DETAIL);
    }
}
