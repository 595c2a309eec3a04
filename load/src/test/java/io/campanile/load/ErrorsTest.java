package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorsTest {

    private final Errors errors = new Errors();

    @Test
    void nothingIsKnownOfNone() {
        assertThat(errors.figures().rmsNanos()).isNaN();
        assertThat(errors.figures().maxNanos()).isNaN();
    }

    @Test
    void theSignDoesNotMatter() {
        errors.add(-300);
        errors.add(400);
        assertThat(errors.figures().rmsNanos()).isCloseTo(Math.sqrt(125_000), within(1e-9));
        assertThat(errors.figures().p50Nanos()).isEqualTo(300);
        assertThat(errors.figures().maxNanos()).isEqualTo(400);
    }

    @Test
    void quantilesAreThoseOfTheSizes() {
        for (int i = 1; i <= 1000; i++) {
            errors.add(i % 2 == 0 ? i : -i);
        }
        assertThat(errors.figures().p50Nanos()).isEqualTo(500);
        assertThat(errors.figures().p99Nanos()).isEqualTo(990);
        assertThat(errors.figures().p999Nanos()).isEqualTo(999);
        assertThat(errors.figures().maxNanos()).isEqualTo(1000);
    }

    @Test
    void largeOnesAreKeptToAThousandth() {
        errors.add(123_456_789);
        assertThat(errors.figures().maxNanos()).isCloseTo(123_456_789, within(123_457.0));
        errors.add(Long.MAX_VALUE);
        assertThat(errors.figures().maxNanos()).isCloseTo(3.6e12, within(3.6e9));
    }
}
