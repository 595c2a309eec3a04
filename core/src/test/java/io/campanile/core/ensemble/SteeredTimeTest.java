package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Units;
import org.junit.jupiter.api.Test;

class SteeredTimeTest {

    private static final long DAY = 86_400 * Units.SECOND_NANOS;

    private final SteeredTime time = new SteeredTime(EnsembleConfig.DEFAULT);

    @Test
    void itsRateStaysWithinWhatTwoClocksCanDifferBy() {
        time.start(DAY, 0, 0);
        time.settle();

        time.steer(400 * DAY, 4e8);
        assertThat(time.mapping().ratePpb()).isEqualTo(time.mostRatePpb());
        time.steer(800 * DAY, -4e8);
        assertThat(time.mapping().ratePpb()).isEqualTo(-time.mostRatePpb());
    }

    @Test
    void noRateMovesWhereNoTimePassed() {
        time.start(DAY, 0, 100);
        time.settle();

        time.steer(DAY - 1, 4e5);

        assertThat(time.mapping().ratePpb()).isEqualTo(100);
    }
}
