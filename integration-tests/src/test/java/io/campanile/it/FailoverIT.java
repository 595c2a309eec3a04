package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Units;
import io.campanile.core.round.Burst;
import io.campanile.load.failover.Broken;
import io.campanile.load.failover.FailoverRig;
import io.campanile.load.failover.ProcessFault;
import io.campanile.load.failover.RigConfig;
import io.campanile.load.failover.Site;
import io.campanile.load.failover.Takeover;
import io.campanile.proto.socket.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three masters and twenty slaves: whoever leads fails, and another one takes over. How long that takes on a machine that is
 * busy with other things, is nobody's promise; that no clock goes back, that no bound is wrong, and that nothing is applied
 * twice, is. {@code bench/run failover} measures the same.
 */
class FailoverIT {

    private static final int MASTERS = 3;
    private static final int SLAVES = 20;
    private static final double PATIENCE_NANOS = 20 * Units.SECOND_NANOS;

    @TempDir
    private static Path folder;

    private static FailoverRig rig;

    @BeforeAll
    static void start() throws Exception {
        List<Site> sites = List.of(Site.loopback(0), Site.loopback(1), Site.loopback(2));
        rig = FailoverRig.start(new RigConfig(
                Campanile::command,
                sites.subList(0, MASTERS),
                folder,
                Transport.TCP,
                SLAVES,
                Duration.ofSeconds(1),
                Burst.AUTO,
                Duration.ofSeconds(2)));
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    @ParameterizedTest
    @EnumSource(ProcessFault.class)
    void anotherMasterTakesOverAndNobodysTimeIsWrong(ProcessFault fault) throws Exception {
        Takeover takeover = rig.measure(fault);
        assertThat(takeover.lastNanos()).isBetween(0.0, PATIENCE_NANOS);
        assertThat(takeover.broken()).isEqualTo(Broken.NOTHING);
    }
}
