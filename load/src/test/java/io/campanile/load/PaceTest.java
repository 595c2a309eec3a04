package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Units;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void spreadsEvenly() {
        Pace ramp = new Pace(2000);
        assertThat(ramp.due(0)).isZero();
        assertThat(ramp.due(Units.SECOND_NANOS / 1000)).isEqualTo(2);
        assertThat(ramp.due(Units.SECOND_NANOS)).isEqualTo(2000);
        assertThat(ramp.due(5 * Units.SECOND_NANOS)).isEqualTo(10_000);
    }

    @Test
    void knowsLessThanOneASecond() {
        Pace churn = new Pace(0.5);
        assertThat(churn.due(Units.SECOND_NANOS)).isZero();
        assertThat(churn.due(3 * Units.SECOND_NANOS)).isEqualTo(1);
    }

    @Test
    void staysAtNothing() {
        assertThat(new Pace(0).due(1000 * Units.SECOND_NANOS)).isZero();
        assertThat(new Pace(10).due(-Units.SECOND_NANOS)).isZero();
    }
}
