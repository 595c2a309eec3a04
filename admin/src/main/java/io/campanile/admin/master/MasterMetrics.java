package io.campanile.admin.master;

import io.campanile.admin.metrics.Meters;
import io.campanile.admin.metrics.MetricsPage;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.ensemble.UtcReport;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import io.campanile.master.GroupStatus;
import io.campanile.master.MasterServer;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import io.campanile.master.Tally;
import io.campanile.master.Tally.Event;
import io.campanile.proto.datagram.Drop;
import io.campanile.slave.CampanileMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.netty4.NettyEventExecutorMetrics;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A master's metrics. What happens between rounds is read off the tallies of its loops when somebody
 * scrapes; what a round left behind comes from its document. No label names a slave.
 *
 * <p>The admin server's thread calls it.
 */
final class MasterMetrics {

    private final MasterServer master;
    private final Histograms histograms;
    private final long startedAtNanos;
    private @Nullable RoundDocument last;

    MasterMetrics(MasterServer master, MetricsPage page) {
        this.master = master;
        this.histograms = new Histograms(master);
        page.add(histograms);
        MeterRegistry registry = page.registry();
        Meters meters = new Meters(registry);
        this.startedAtNanos = now();
        new NettyEventExecutorMetrics(master.eventLoops()).bindTo(registry);
        registerRounds(meters);
        registerClocks(meters);
        registerUtc(meters);
        registerSlaves(meters);
        GroupMetrics.register(master, meters);
        ParentMetrics.register(master, meters);
        new CampanileMetrics(master.clock(), master::certificates).bindTo(registry);
        meters.counter(
                "campanile.clock.steps", "Steps of this process' cluster clock", total(t -> t.of(Event.OWN_STEP)));
    }

    /** Takes in what a round left behind. */
    void add(MasterStatus status, RoundDocument round) {
        last = round;
        histograms.add(status);
    }

    private void registerRounds(Meters meters) {
        for (Outcome outcome : Outcome.values()) {
            meters.counter(
                    "campanile.rounds", "Rounds that ended, by outcome", "outcome", outcome, total(t -> t.of(outcome)));
        }
        meters.counter(
                "campanile.rounds.abandoned",
                "Rounds given up for want of CPU",
                total(t -> t.of(Event.ROUND_ABANDONED)));
        meters.span(
                "campanile.round.interval",
                "How often a round should start",
                () -> master.options().cluster().roundNanos());
        meters.span(
                "campanile.round.age",
                "How long ago the last round ended; NaN while another master leads, or none",
                this::ageNanos);
        meters.number(
                "campanile.awaiting.keepers",
                "1 while this master leads and waits for those who keep cluster time",
                () -> isAwaitingKeepers() ? 1 : 0);
        meters.number(
                "campanile.epoch",
                "The epoch in which this master leads, or that of the one that it follows",
                () -> GroupDocument.epoch(master, master.status()));
    }

    private boolean isAwaitingKeepers() {
        RoundReport round = master.status().round();
        return round != null && round.finding() == Finding.AWAITING_KEEPERS;
    }

    private void registerClocks(Meters meters) {
        meters.span(
                "campanile.spread",
                "Greatest minus least cluster clock of those that agreed, before the correction",
                () -> ofLast(round -> round.round().spreadNanos()));
        meters.span(
                "campanile.offset.worst",
                "How far the clock of a connected slave was from cluster time at the most, left out or not",
                this::worstOffsetNanos);
        meters.span(
                "campanile.panic.limit",
                "How far that may be",
                () -> master.options().cluster().ensemble().panicNanos());
        meters.span("campanile.error.bound.worst", "The widest bound of a slave that counts", this::worstErrorNanos);
        meters.number(
                "campanile.electors",
                "Clocks among which a majority was sought",
                () -> ofLast(round -> round.round().electors()));
        meters.number(
                "campanile.truechimers",
                "How many of those agreed",
                () -> ofLast(round -> round.round().truechimers()));
        for (RejectionReason reason : RejectionReason.values()) {
            meters.number(
                    "campanile.falsetickers",
                    "Slaves that the last round left out, by reason",
                    "reason",
                    reason,
                    () -> ofLast(round -> round.round().rejected().getOrDefault(reason.name(), 0)));
        }
    }

    private void registerUtc(Meters meters) {
        meters.number(
                "campanile.utc.claims",
                "Machines, this one included, that claimed in the last round to know UTC",
                () -> utc().claims());
        meters.number(
                "campanile.utc.agreeing", "How many of those agreed; 0 if no majority did", () -> utc().agreeing());
        meters.span(
                "campanile.utc.offset", "UTC minus cluster time; NaN while it is not known", () -> utc().offsetNanos());
        meters.span(
                "campanile.utc.error", "How far that can be off; NaN while it is not known", () -> utc().errorNanos());
    }

    private UtcReport utc() {
        RoundReport round = master.status().round();
        return round == null ? UtcReport.UNKNOWN : round.utc();
    }

    private void registerSlaves(Meters meters) {
        for (Standing state : Standing.values()) {
            meters.number(
                    "campanile.slaves",
                    "Connected slaves, by where they stand",
                    "state",
                    state,
                    () -> ofLast(round -> round.states().getOrDefault(state.name(), 0)));
        }
        meters.number(
                "campanile.slaves.missing",
                "Slaves that were lost lately and have not come back",
                () -> ofLast(round -> round.states().getOrDefault(StatusDocument.LOST, 0)));
        meters.counter("campanile.slaves.joined", "Slaves that had obeyed no master", total(t -> t.of(Event.JOINED)));
        meters.counter("campanile.slaves.reconnected", "Slaves that came back", total(t -> t.of(Event.REJOINED)));
        meters.counter("campanile.slaves.left", "Slaves that said goodbye", total(t -> t.of(Event.LEFT)));
        meters.counter(
                "campanile.slaves.lost",
                "Slaves whose connection broke, or that were silent or did not read",
                total(t -> t.of(Event.LOST)));
        meters.counter("campanile.corrections", "Corrections sent", total(t -> t.of(Event.CORRECTION)));
        meters.counter(
                "campanile.stray.readings",
                "Readings that came late or unasked",
                total(t -> t.of(Event.STRAY_READING)));
        for (Drop reason : Drop.values()) {
            meters.counter(
                    "campanile.datagrams.dropped",
                    "Datagrams that came to nothing, by reason",
                    "reason",
                    reason,
                    () -> master.drops().of(reason));
        }
        for (GoodbyeReason reason : GoodbyeReason.values()) {
            meters.counter(
                    "campanile.goodbyes",
                    "Sessions that the master ended, by reason",
                    "reason",
                    reason,
                    total(t -> t.of(reason)));
        }
    }

    /** What all event loops have counted, added up. */
    private LongSupplier total(ToLongFunction<Tally> count) {
        return () -> master.tallies().stream().mapToLong(count).sum();
    }

    private long now() {
        return master.clock().read().localNanos();
    }

    /** Since the last round; before the first, since the start or since this master leads; NaN while it does not. */
    private double ageNanos() {
        RoundReport round = master.status().round();
        if (round != null) {
            return now() - round.atNanos();
        }
        GroupStatus group = master.leadership().group().orElse(null);
        if (group == null) {
            return now() - startedAtNanos;
        }
        long sinceNanos = Math.max(startedAtNanos, TimeUnit.MILLISECONDS.toNanos(group.leadingSinceMillis()));
        return GroupRole.of(group) == GroupRole.LEADING ? now() - sinceNanos : Double.NaN;
    }

    /** What the last round of the present term left behind; null while there is none. */
    private @Nullable RoundDocument last() {
        return master.status().round() == null ? null : last;
    }

    private double worstOffsetNanos() {
        double worst = Double.NaN;
        for (SlaveStatus slave : master.status().slaves()) {
            Long offset = slave.offsetNanos();
            if (slave.loss() == null && offset != null) {
                double far = Math.abs((double) offset);
                worst = Double.isNaN(worst) ? far : Math.max(worst, far);
            }
        }
        return worst;
    }

    private double worstErrorNanos() {
        RoundDocument round = last();
        return round == null || round.error() == null
                ? Double.NaN
                : round.error().greatest();
    }

    private long ofLast(ToLongFunction<RoundDocument> property) {
        RoundDocument round = last();
        return round == null ? 0 : property.applyAsLong(round);
    }
}
