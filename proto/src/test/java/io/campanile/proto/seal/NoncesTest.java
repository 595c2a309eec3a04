package io.campanile.proto.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoncesTest {

    @Test
    void neverRepeatsItselfNorAnotherOne() {
        Nonces one = new Nonces();
        Nonces other = new Nonces();
        Set<Long> seen = new HashSet<>();
        int ones = 0;
        for (int i = 0; i < 1_000; i++) {
            long number = one.getAsLong();
            ones += Long.bitCount(number);
            seen.add(number);
            seen.add(other.getAsLong());
        }
        assertThat(seen).hasSize(2_000);
        assertThat(ones).as("about half of all bits").isBetween(31_000, 33_000);
    }
}
