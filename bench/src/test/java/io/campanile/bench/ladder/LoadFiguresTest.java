package io.campanile.bench.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LoadFiguresTest {

    private static final String JSON = """
            {"slaves":1000,"connected":990,"failed":10,"disconnected":3,"replaced":0,"connect_s":0.5,"measured_s":11.0,\
            "rounds":10,"slave_rounds_per_s":900.0,"coverage":0.9,"rms_error_ns":null,"p50_error_ns":4000,\
            "p99_error_ns":25000,"p999_error_ns":29000,"max_error_ns":null,"bound_violations":1,"backward_readings":2,\
            "rejected":0,"cpu_s":1.1,"resident_bytes":1,"wall_s":12.0}
            """;

    @Test
    void readsTheFigures() throws Exception {
        LoadFigures figures = LoadFigures.parse(JSON);
        assertThat(figures.connected()).isEqualTo(990);
        assertThat(figures.disconnected()).isEqualTo(3);
        assertThat(figures.p99ErrorNanos()).isEqualTo(25_000);
        assertThat(figures.violations()).isEqualTo(3);
        assertThat(figures.cpuShare()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void knowsWhatItDoesNotKnow() throws Exception {
        assertThat(LoadFigures.parse(JSON).maxErrorNanos()).isNaN();
    }

    @Test
    void countsRoundsThatWereRunAndNotThoseThereWasTimeFor() throws Exception {
        LoadFigures figures = LoadFigures.parse(JSON);
        assertThat(figures.slaveRounds(8)).isEqualTo(8 * 990);
        assertThat(figures.slaveRounds(12)).isEqualTo(10 * 990);
    }

    @Test
    void refusesAnotherGeneratorsFigures() {
        assertThatThrownBy(() -> LoadFigures.parse("{\"slaves\":1}")).hasMessageContaining("connected");
    }
}
