package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.Units;
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
    void slaveWithoutOrWithAnOlderEpochChangesNothing() {
        assertThat(epochs.admit(0)).isTrue();
        assertThat(epochs.admit(START_MILLIS - 1)).isTrue();
        assertThat(epochs.current()).isEqualTo(START_MILLIS);
    }

    @Test
    void slaveThatObeyedThisMasterChangesNothing() {
        assertThat(epochs.admit(START_MILLIS)).isTrue();
        assertThat(epochs.current()).isEqualTo(START_MILLIS);
    }

    @Test
    void risesOneAboveWhatASlaveHasObeyed() {
        assertThat(epochs.admit(START_MILLIS + 5_000)).isTrue();
        assertThat(epochs.current()).isEqualTo(START_MILLIS + 5_001);
        assertThat(epochs.admit(START_MILLIS + 4_000)).isTrue();
        assertThat(epochs.current()).as("never falls").isEqualTo(START_MILLIS + 5_001);
    }

    @Test
    void noSlaveDrivesTheEpochBeyondADayAboveTheStart() {
        long ceiling = START_MILLIS + Epochs.LEEWAY_MILLIS;
        assertThat(epochs.admit(ceiling)).isFalse();
        assertThat(epochs.admit(Long.MAX_VALUE)).isFalse();
        assertThat(epochs.current()).isEqualTo(START_MILLIS);
        assertThat(epochs.admit(ceiling - 1)).isTrue();
        assertThat(epochs.current()).isEqualTo(ceiling);
    }

    @Test
    void anEpochThatAnElectionHasFixedNeverRises() {
        Epochs elected = new Epochs(START_MILLIS, 0);
        assertThat(elected.admit(START_MILLIS)).isTrue();
        assertThat(elected.admit(START_MILLIS + 1)).isFalse();
        assertThat(elected.current()).isEqualTo(START_MILLIS);
    }

    @Test
    void anEpochThatHasRisenToTheTopStillLetsItsOwnSlavesIn() {
        epochs.admit(START_MILLIS + Epochs.LEEWAY_MILLIS - 1);
        assertThat(epochs.current()).isEqualTo(START_MILLIS + Epochs.LEEWAY_MILLIS);
        assertThat(epochs.admit(epochs.current())).isTrue();
    }

    @Test
    void noEpochIsLessThanOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Epochs(0, 0))
                .withMessage("the epoch is 0 with a leeway of 0; choose 1 or more, and 0 or more");
    }
}
