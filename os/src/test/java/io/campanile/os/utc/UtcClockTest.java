package io.campanile.os.utc;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.LocalClock;
import io.campanile.core.ReferenceReading;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UtcClockTest {

    /** Each reading takes 100 ns. */
    private long local = 5_000_000;

    private Optional<WallError> first = Optional.empty();
    private boolean broken;

    private final LocalClock base = () -> local += 100;

    private UtcSource source(String name, boolean isFirst) {
        return new UtcSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<WallError> read() throws IOException {
                if (isFirst && broken) {
                    throw new IOException("there is none");
                }
                return isFirst ? first : Optional.of(new WallError(9_000_000, 15_000));
            }
        };
    }

    private ReferenceReading claim(UtcClock clock) {
        clock.look();
        return Optional.ofNullable(clock.claimed()).orElseThrow();
    }

    @Test
    void theFirstThatSaysSomethingCounts() {
        try (UtcClock clock = UtcClock.of(base, List.of(source("a", true), source("b", false)), () -> local + 700)) {
            assertThat(claim(clock).errorNanos()).isEqualTo(9_000_000 + 51);
            broken = true;
            assertThat(claim(clock).errorNanos()).isEqualTo(9_000_000 + 51);
            broken = false;
            first = Optional.of(new WallError(1_000, 1));
            ReferenceReading claim = claim(clock);
            assertThat(claim.errorNanos()).isEqualTo(1_051);
            assertThat(claim.errorGrowthPpb()).isEqualTo(1);
            assertThat(claim.offsetNanos())
                    .as("read between two readings of the local clock")
                    .isEqualTo(650);
            assertThat(claim.ratePpb()).isZero();
        }
    }

    @Test
    void whereNobodySaysAnythingNothingIsClaimed() {
        try (UtcClock clock = UtcClock.of(base, List.of(source("a", true)), () -> local)) {
            first = Optional.of(new WallError(1_000, 1));
            claim(clock);
            first = Optional.empty();
            clock.look();
            assertThat(clock.claimed()).isNull();
        }
    }

    @Test
    void showsWhatTheClockBelowItShows() {
        try (UtcClock clock = UtcClock.of(base, List.of(), () -> local)) {
            assertThat(clock.nanos()).isEqualTo(5_000_100);
            assertThat(clock.disruptions(0)).isZero();
            assertThat(clock.wallAhead().low()).isZero();
            assertThat(clock.utc()).isEmpty();
        }
    }
}
