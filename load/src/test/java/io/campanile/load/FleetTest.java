package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static int[] liars(int liars, int slaves) {
        return IntStream.range(0, slaves)
                .filter(seat -> Fleet.isLiar(seat, liars, slaves))
                .toArray();
    }

    @Test
    void liarsSitEvenlyAmongTheOthers() {
        assertThat(liars(0, 10)).isEmpty();
        assertThat(liars(3, 10)).containsExactly(3, 6, 9);
        assertThat(liars(10, 10)).hasSize(10);
        assertThat(liars(333, 100_000)).hasSize(333);
    }
}
