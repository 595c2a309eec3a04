package io.campanile.simulator;

import io.campanile.clock.ClusterReading;
import io.campanile.core.Mapping;
import io.campanile.core.Series;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.simulator.check.InvariantChecker;
import io.campanile.simulator.check.Violations;
import io.campanile.simulator.check.Violations.Kind;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.report.Convergence;
import io.campanile.simulator.report.Figures;
import io.campanile.simulator.report.SimulationResult;
import io.campanile.simulator.report.Trace;
import io.campanile.simulator.world.VirtualClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Samples every second how far each honest slave's served clock is from cluster time. */
final class Recorder {

    /** A clock has converged when it stays within the limit for this many samples. */
    private static final int STAYS = 100;

    private static final long MILLISECOND = 1_000_000;

    private final Cluster cluster;
    private final long warmUpSeconds;
    private final List<SimulatedSlave> honest;
    private final Series errors = new Series();
    private final Series pairs = new Series();
    private final Series bounds = new Series();
    private final Series frequencies = new Series();
    private final List<double[]> trace = new ArrayList<>();
    private final Convergence millisecond = new Convergence(MILLISECOND, STAYS);
    private final Convergence tenth = new Convergence(MILLISECOND / 10, STAYS);
    private long seconds;
    private long refusedRounds;
    private long lastRound;

    Recorder(Cluster cluster, long warmUpNanos) {
        this.cluster = cluster;
        this.warmUpSeconds = warmUpNanos / Units.SECOND_NANOS;
        this.honest = cluster.slaves().stream().filter(SimulatedSlave::isHonest).toList();
        plan();
    }

    private void plan() {
        cluster.time().at(Cluster.START_NANOS + (seconds + 1) * Units.SECOND_NANOS, () -> {
            seconds++;
            if (seconds == warmUpSeconds) {
                cluster.witness().calibration().begin();
            }
            sample();
            plan();
        });
    }

    private void sample() {
        countRound();
        double[] row = new double[honest.size()];
        Arrays.fill(row, Double.NaN);
        cluster.master().clusterTime().ifPresent(time -> sample(time, row));
        trace.add(row);
        double worst = Arrays.stream(row)
                .map(Math::abs)
                .reduce(0, (a, b) -> Double.isNaN(a + b) ? Double.NaN : Math.max(a, b));
        millisecond.sample(seconds, worst);
        tenth.sample(seconds, worst);
    }

    private void countRound() {
        cluster.master().lastRound().ifPresent(result -> {
            Outcome outcome = result.report().outcome();
            boolean refused = outcome == Outcome.NO_MAJORITY || outcome == Outcome.BELOW_QUORUM;
            if (refused && result.report().number() != lastRound) {
                refusedRounds++;
            }
            lastRound = result.report().number();
        });
    }

    private void sample(Mapping clusterTime, double[] row) {
        VirtualClock masters = cluster.master().machine().clock();
        long truth = clusterTime.at(masters.nanos());
        double trueRate = (1 + clusterTime.ratePpb() / Units.PPB) * (1 + masters.frequencyPpb() / Units.PPB);
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < row.length; i++) {
            SimulatedSlave slave = honest.get(i);
            if (!slave.machine().isRunning()
                    || slave.promised() != cluster.history().current()) {
                continue;
            }
            ClusterReading reading = slave.clock().read();
            row[i] = (double) (reading.clusterNanos() - truth);
            least = Math.min(least, row[i]);
            greatest = Math.max(greatest, row[i]);
            if (seconds > warmUpSeconds) {
                errors.add(row[i]);
                double rate = (1 + reading.timeline().target().ratePpb() / Units.PPB)
                        * (1 + slave.machine().clock().frequencyPpb() / Units.PPB);
                frequencies.add((rate / trueRate - 1) * Units.PPB);
                if (reading.status() != ClockStatus.UNSYNCHRONIZED) {
                    bounds.add((double) reading.errorNanos());
                }
            }
        }
        if (greatest > least && seconds > warmUpSeconds) {
            pairs.add(greatest - least);
        }
    }

    SimulationResult result(String command) {
        InvariantChecker witness = cluster.witness();
        Violations violations = witness.violations();
        List<String> rejected = cluster.master().lastRound().stream()
                .flatMap(r -> r.report().rejections().stream())
                .map(Rejection::slave)
                .sorted()
                .toList();
        String why = cluster.master().lastRound().map(r -> r.report().why()).orElse("");
        return new SimulationResult(
                new Figures(
                        errors.rms(),
                        errors.quantile(0.99),
                        errors.most(),
                        pairs.rms(),
                        pairs.most(),
                        millisecond.at(),
                        tenth.at(),
                        frequencies.rms(),
                        bounds.quantile(0.5),
                        bounds.quantile(0.99),
                        witness.calibration().rms()),
                violations.count(Kind.BOUND),
                violations.count(Kind.BACKWARD),
                violations.count(Kind.OTHER),
                witness.looks(),
                witness.excused(),
                cluster.history().continuity(),
                rejected,
                refusedRounds,
                why,
                violations.told(),
                command,
                new Trace(honest.stream().map(SimulatedSlave::name).toList(), List.copyOf(trace)),
                List.of());
    }

    /** The slaves that the last round left out, and why. */
    Optional<Rejection> rejection(String name) {
        return cluster.master().lastRound().stream()
                .flatMap(r -> r.report().rejections().stream())
                .filter(r -> r.slave().equals(name))
                .findFirst();
    }
}
