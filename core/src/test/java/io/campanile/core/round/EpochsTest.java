package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Units;
import org.junit.jupiter.api.Test;

class EpochsTest {

    private static final long START_MILLIS = 1_700_000_000_000L;

    private final Epochs epochs = new Epochs(START_MILLIS * 1_000_000);

    @Test
    void startsAtTheMillisecondOfTheStart() {
        assertThat(epochs.current()).isEqualTo(START_MILLIS);
        assertThat(new Epochs(START_MILLIS * 1_000_000 + 999_999).current()).isEqualTo(START_MILLIS);
    }

    @Test
    void clockAtItsZeroStillGivesAnEpoch() {
        assertThat(new Epochs(0).current()).isEqualTo(1);
        assertThat(new Epochs(-5 * Units.SECOND_NANOS).current()).isEqualTo(1);
    }

    @Test
    void restartedMasterOutranksItsPredecessor() {
        assertThat(new Epochs((START_MILLIS + 1) * 1_000_000).current()).isGreaterThan(epochs.current());
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
}
