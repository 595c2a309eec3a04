package io.campanile.recording;

import io.campanile.core.replay.Event;
import io.campanile.core.replay.EventRecorder;
import io.campanile.core.replay.SlaveEventRecorder;
import io.campanile.simulator.Cluster;
import io.campanile.simulator.FaultInjector;
import io.campanile.simulator.scenario.Parameters;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a simulated master records: of a liar, of one that leaves and comes back, over a network that loses packets. */
final class SimulatedEvents {

    private SimulatedEvents() {}

    /** Of so many slaves, for so many seconds. */
    static List<Event> of(int slaves, int seconds) {
        return of(slaves, seconds, "none");
    }

    /** The same where each machine knows UTC so well. */
    static List<Event> of(int slaves, int seconds, String utc) {
        Parameters parameters = parameters(slaves, seconds, utc);
        List<Event> events = new ArrayList<>();
        Cluster cluster = new Cluster(parameters, 0, new SplittableRandom(7));
        cluster.witness().record(master -> new EventRecorder(events::add));
        run(cluster, parameters);
        return events;
    }

    /** What a slave records that leaves, comes back as another process, and finds its machine's clock set. */
    static List<Event> ofSlave(int seconds) {
        Parameters parameters = parameters(3, seconds, "500us");
        List<Event> events = new ArrayList<>();
        Cluster cluster = new Cluster(parameters, 0, new SplittableRandom(7));
        cluster.slaves().get(1).record(new SlaveEventRecorder(events::add));
        run(cluster, parameters);
        return events;
    }

    private static void run(Cluster cluster, Parameters parameters) {
        new FaultInjector(cluster).plan(parameters.faults().list());
        cluster.time().run(Cluster.START_NANOS + parameters.durationNanos(), () -> {});
    }

    private static Parameters parameters(int slaves, int seconds, String utc) {
        return Scenarios.named("lan")
                .orElseThrow()
                .with(Map.of(
                        Setting.SLAVES, String.valueOf(slaves),
                        Setting.LIARS, "1",
                        Setting.REFERENCE, "ensemble",
                        Setting.BURST, "4",
                        Setting.LOSS, "0.05",
                        Setting.DURATION, seconds + "s",
                        Setting.WARM_UP, "1s",
                        Setting.UTC_ERROR, utc,
                        Setting.FAULTS, "5s leave slave-2 5s"))
                .parameters();
    }
}
