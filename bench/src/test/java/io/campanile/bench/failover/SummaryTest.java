package io.campanile.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.load.failover.Broken;
import io.campanile.load.failover.Takeover;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void medianAndWorstAreOfThoseThatAreKnown() {
        Summary summary = new Summary(List.of(
                new Takeover(1e9, 2e9, 10, 30, 1e6, 3e9, new Broken(1, 0, 2)),
                new Takeover(Double.NaN, Double.NaN, 20, 10, 3e6, 4e9, Broken.NOTHING),
                new Takeover(3e9, 6e9, 40, 40, 2e6, 5e9, new Broken(1, 5, 0))));
        assertThat(summary.cells())
                .containsExactly(
                        "2 of 3",
                        "2.00 s / 3.00 s",
                        "4.00 s / 6.00 s",
                        "20.0 ns / 40.0 ns",
                        "30.0 ns / 40.0 ns",
                        "0.00 ns / 20.0 ns",
                        "2.00 ms / 3.00 ms",
                        "4.00 s / 5.00 s",
                        "2",
                        "5",
                        "2");
        assertThat(summary.cells()).hasSameSizeAs(Summary.HEADER);
    }

    @Test
    void whatNeverHappenedIsADash() {
        Takeover none = new Takeover(Double.NaN, Double.NaN, 20, 10, 3e6, 4e9, Broken.NOTHING);
        assertThat(new Summary(List.of(none)).cells()).startsWith("0 of 1", "–", "–");
    }
}
