package io.campanile.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.ensemble.Reference;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.round.ClusterConfig;
import io.campanile.simulator.Cluster;
import io.campanile.simulator.check.InvariantChecker;
import io.campanile.simulator.check.UtcChecker;
import io.campanile.simulator.world.Delay;
import io.campanile.simulator.world.Jitter;
import io.campanile.simulator.world.Link;
import io.campanile.simulator.world.Machine;
import io.campanile.simulator.world.Utc;
import io.campanile.simulator.world.VirtualClock;
import io.campanile.simulator.world.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimulatedSlaveTest {

    private static final long SECOND = 1_000_000_000L;

    private final VirtualTime time = new VirtualTime(Cluster.START_NANOS);
    private final SplittableRandom random = new SplittableRandom(6);
    private final InvariantChecker witness = new InvariantChecker(
            time, ClusterConfig.DEFAULT.session(), Reference.ENSEMBLE, new UtcChecker(time, new Utc(time), 1));
    private final History history = new History();
    private final SimulatedMaster first = master("first");
    private final SimulatedMaster second = master("second");

    private SimulatedMaster master(String name) {
        return new SimulatedMaster(name, machine(), random, ClusterConfig.DEFAULT, history, witness);
    }

    private Machine machine() {
        return new Machine(time, new VirtualClock(time, random.split(), 0, 0, 0));
    }

    private Link link() {
        return new Link(time, random.split(), new Delay(90_000, Jitter.parse("exp:10us")), 0, 0);
    }

    private void run(long seconds) {
        time.run(Cluster.START_NANOS + seconds * SECOND, () -> {});
    }

    private static int slavesOf(SimulatedMaster master) {
        return master.lastRound().orElseThrow().report().members();
    }

    @Test
    void followsNoRedirectToAMasterThatItWasNotToldOf() {
        SimulatedSlave slave = new SimulatedSlave(
                "slave-1",
                machine(),
                Map.of(first, new Wire(link(), link()), second, new Wire(link(), link())),
                Lie.NONE,
                random.split(),
                List.of(first),
                redirect -> redirect.host().equals("second") ? second : first,
                witness);
        time.at(Cluster.START_NANOS, first::start);
        // Later than the first one: of a higher epoch.
        time.at(Cluster.START_NANOS + SECOND, second::start);
        time.at(Cluster.START_NANOS + SECOND, slave::start);
        run(5);
        assertThat(slavesOf(first)).isEqualTo(1);

        first.leave(session -> new Redirect(session.session(), "second", 8080, 1));
        run(10);

        assertThat(slavesOf(second)).isZero();
    }
}
