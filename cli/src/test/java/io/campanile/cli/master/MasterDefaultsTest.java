package io.campanile.cli.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.cli.Cli;
import io.campanile.cli.option.Address;
import io.campanile.cli.option.Rate;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.round.ClusterConfig;
import io.campanile.master.MasterConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Annotations take text only: so core's defaults stand there again, and must be the same. */
class MasterDefaultsTest {

    private final CommandLine master = Cli.parse(Map.of(), "master");

    private Object value(String option) {
        return Cli.value(master, option);
    }

    private long nanos(String option) {
        return ((Duration) value(option)).toNanos();
    }

    @Test
    void talksToSlavesAsCoreDoes() {
        assertThat(nanos("--round")).isEqualTo(ClusterConfig.DEFAULT.roundNanos());
        assertThat(value("--burst")).isEqualTo(ClusterConfig.DEFAULT.burst());
    }

    @Test
    void decidesAsCoreDoes() {
        EnsembleConfig core = EnsembleConfig.DEFAULT;
        assertThat(value("--reference")).isEqualTo(ClusterConfig.DEFAULT.reference());
        assertThat(value("--quorum")).isEqualTo(core.quorum());
        assertThat(nanos("--panic")).isEqualTo(core.panicNanos());
        assertThat(nanos("--tolerance")).isEqualTo(core.toleranceNanos());
        assertThat(nanos("--settle")).isEqualTo(core.settleNanos());
        assertThat(nanos("--holdover")).isEqualTo(core.validForNanos());
        assertThat(core.withRound(nanos("--round"), nanos("--holdover"))).isEqualTo(core);
    }

    @Test
    void trustsOscillatorsAsCoreDoes() {
        assertThat(value("--drift-limit")).isEqualTo(new Rate(FilterLimits.DEFAULT.maxDriftPpb()));
        assertThat(value("--wander-limit")).isEqualTo(new Rate(FilterLimits.DEFAULT.maxWanderPpb()));
    }

    @Test
    void runsAsTheMasterModuleDoes() {
        MasterConfig module = MasterConfig.at(new InetSocketAddress(0));
        assertThat(value("--threads")).isEqualTo(module.threads());
        assertThat(value("--max-silent-per-address"))
                .isEqualTo(module.connections().perAddress());
        assertThat(value("--limit-loopback")).isEqualTo(module.connections().loopback());
    }

    @Test
    void listensWhereTheOthersLook() {
        assertThat(value("--port")).isEqualTo(Address.DEFAULT_PORT);
        assertThat(Cli.value(Cli.parse(Map.of(), "status"), "--admin"))
                .hasToString("http://" + value("--admin-bind") + ":" + value("--admin-port"));
    }
}
