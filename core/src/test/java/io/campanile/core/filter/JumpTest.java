package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Units;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class JumpTest {

    @Test
    void saysHowFarTheClockMovedWithinWhatTime() {
        assertThat(new Jump(-2_500_000_000L, 10 * Units.SECOND_NANOS))
                .hasToString("moved -2.500000 s within 10.000 s, or -250000 ppm");
    }

    @Test
    void saysTheSameEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(new Jump(1_500_000, Units.SECOND_NANOS))
                    .hasToString("moved +0.001500 s within 1.000 s, or +1500 ppm");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void jumpInNoTimeHasARateToo() {
        assertThat(new Jump(1_000, 0).impliedRatePpm()).isEqualTo(1e9);
    }
}
