package io.campanile.core.ensemble;

import io.campanile.core.Units;
import io.campanile.core.filter.FilterLimits;
import java.util.ArrayList;
import java.util.List;

/** A coordinator and the slaves that report to it, a round every second. */
final class TestCluster {

    static final long SECOND = Units.SECOND_NANOS;
    static final long MINUTE = 60 * SECOND;

    final RoundCoordinator coordinator;
    final List<TestSlave> slaves = new ArrayList<>();
    long now = 1_000 * SECOND;
    Outside outside = Outside.NONE;
    private long round;

    TestCluster(EnsembleConfig limits, int slaves) {
        this(limits, Reference.ENSEMBLE, slaves);
    }

    TestCluster(EnsembleConfig limits, Reference reference, int slaves) {
        this(new RoundCoordinator(limits, reference), slaves);
    }

    /** A term that begins with what its master knows. */
    TestCluster(EnsembleConfig limits, Legacy legacy, int slaves) {
        this(new RoundCoordinator(limits, Reference.ENSEMBLE, legacy, RoundRecorder.NONE), slaves);
    }

    private TestCluster(RoundCoordinator coordinator, int slaves) {
        this.coordinator = coordinator;
        for (int i = 1; i <= slaves; i++) {
            join("slave-" + i);
        }
    }

    /** A cluster that has decided that cluster time is the master's local time, and whose slaves all show it. */
    static TestCluster started(int slaves) {
        return started(EnsembleConfig.DEFAULT, slaves);
    }

    static TestCluster started(EnsembleConfig limits, int slaves) {
        var cluster = new TestCluster(limits, slaves);
        cluster.round();
        cluster.slaves.forEach(slave -> slave.shows(0));
        return cluster;
    }

    static EnsembleConfig limits(int quorum, long panicNanos) {
        var limits = EnsembleConfig.DEFAULT;
        return new EnsembleConfig(
                quorum,
                panicNanos,
                limits.toleranceNanos(),
                limits.settleNanos(),
                limits.synchronizedForNanos(),
                limits.validForNanos(),
                FilterLimits.DEFAULT,
                PullLimits.DEFAULT);
    }

    TestSlave join(String name) {
        var slave = new TestSlave(slaves.size() + 1, name);
        slaves.add(slave);
        return slave;
    }

    TestSlave slave(int number) {
        return slaves.get(number - 1);
    }

    /** Closes a round, a second after the last one. */
    RoundResult round() {
        now += SECOND;
        List<ClockReport> reports =
                slaves.stream().map(slave -> slave.report(now)).toList();
        return coordinator.close(++round, 1, now, reports, outside);
    }

    /** Cluster time minus the master's local time. */
    long clusterOffset() {
        return coordinator.clusterTime().offsetAt(now);
    }

    Verdict verdict(RoundResult result, int slave) {
        Verdict verdict = result.verdict(slave(slave).session());
        if (verdict == null) {
            throw new AssertionError("no verdict on slave " + slave);
        }
        return verdict;
    }

    /** The reason why a slave was rejected. */
    Rejection rejection(RoundResult result, int slave) {
        Rejection rejection = verdict(result, slave).rejection();
        if (rejection == null) {
            throw new AssertionError("slave " + slave + " was not rejected");
        }
        return rejection;
    }
}
