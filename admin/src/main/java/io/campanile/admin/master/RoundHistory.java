package io.campanile.admin.master;

import io.campanile.admin.metrics.ClockBound;
import io.campanile.clock.ClusterReading;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.round.SecondMaster;
import io.campanile.master.GroupStatus;
import io.campanile.master.GroupStatus.Takeover;
import io.campanile.master.Histogram;
import io.campanile.master.MasterServer;
import io.campanile.master.MasterStatus;
import io.campanile.master.RoundChanges;
import io.campanile.master.SlaveStatus;
import io.campanile.master.Tally;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the admin server remembers of the rounds. Bounded: the last {@value #ROUNDS} rounds as aggregates, with at most
 * {@value #RECORDED} slaves each, and the last {@value #CHANGES} changes.
 *
 * <p>The admin server's thread calls everything here.
 */
final class RoundHistory {

    static final int ROUNDS = 600;
    static final int CHANGES = 200;
    static final int RECORDED = 64;

    private final MasterServer master;
    private final Deque<RoundDocument> rounds = new ArrayDeque<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private final ChangeLimit limit = new ChangeLimit();
    private MasterStatus last;
    private long lastChange;
    private long lastTakeoverEpoch;
    private long[] roundTrips = new Histogram().counts();

    /** The slaves that somebody has looked at, the least recent first: in a large cluster only those are recorded. */
    private final Map<String, Boolean> watched = new LinkedHashMap<>(RECORDED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > RECORDED;
        }
    };

    RoundHistory(MasterServer master) {
        this.master = master;
        this.last = MasterStatus.beforeTheFirstRound(0, 0);
    }

    /** What a round brought. */
    record Entry(RoundDocument round, List<Change> changes) {}

    /** Takes a round in, if the status is of one. */
    Optional<Entry> add(MasterStatus status) {
        RoundReport report = status.round();
        if (report == null) {
            return Optional.empty();
        }
        RoundReport before = last.round();
        if (before != null && report.number() <= before.number()) {
            // A new term counts its rounds from 1 again.
            rounds.clear();
        }
        List<Change> changed = limit.limit(RoundChanges.between(last, status), report.atNanos()).stream()
                .map(change -> Change.of(++lastChange, report, change))
                .toList();
        changed.forEach(c -> push(changes, c, CHANGES));
        last = status;
        RoundDocument document = document(status, report);
        push(rounds, document, ROUNDS);
        return Optional.of(new Entry(document, changed));
    }

    /** Takes in what the group tells of takeovers: those that are news, as changes. */
    List<Change> add(GroupStatus group) {
        // How long nobody led before the last one is known only when this member knows that somebody leads.
        long known = group.leader() == null ? group.epoch() - 1 : group.epoch();
        List<Takeover> news = group.lastTakeovers().stream()
                .filter(takeover -> takeover.epoch() > lastTakeoverEpoch && takeover.epoch() <= known)
                .toList();
        news.forEach(takeover -> lastTakeoverEpoch = takeover.epoch());
        List<Change> told =
                news.stream().map(takeover -> Change.of(++lastChange, takeover)).toList();
        told.forEach(change -> push(changes, change, CHANGES));
        return told;
    }

    private static <T> void push(Deque<T> ring, T element, int capacity) {
        if (ring.size() == capacity) {
            ring.removeFirst();
        }
        ring.addLast(element);
    }

    private RoundDocument document(MasterStatus status, RoundReport report) {
        ClusterReading now = master.clock().read();
        return new RoundDocument(
                StatusDocument.Round.of(report, status.durationNanos()),
                now.status().name(),
                ClockBound.errorNanos(now),
                master.secondMaster().map(SecondMaster::sentence).orElse(null),
                ParentDocument.of(master),
                StatusDocument.states(status),
                quantiles(status, SlaveStatus::offsetNanos),
                quantiles(status, SlaveStatus::errorNanos),
                quantiles(status, SlaveStatus::driftPpb),
                quantiles(status, SlaveStatus::delayNanos),
                roundTripsSinceTheLast(),
                recorded(status.slaves()).map(RoundDocument.Point::of).toList());
    }

    private static @Nullable Quantiles quantiles(
            MasterStatus status, Function<SlaveStatus, @Nullable Number> property) {
        return Quantiles.of(status.slaves().stream().filter(s -> s.rejection() == null), property);
    }

    private Stream<SlaveStatus> recorded(List<SlaveStatus> slaves) {
        return slaves.size() <= RECORDED
                ? slaves.stream()
                : slaves.stream().filter(slave -> watched.containsKey(slave.name()));
    }

    private List<Long> roundTripsSinceTheLast() {
        long[] before = roundTrips;
        roundTrips = new long[before.length];
        for (Tally tally : master.tallies()) {
            long[] counts = tally.roundTrips().counts();
            Arrays.setAll(roundTrips, i -> roundTrips[i] + counts[i]);
        }
        return IntStream.range(0, before.length)
                .mapToObj(i -> roundTrips[i] - before[i])
                .toList();
    }

    /** The last rounds, oldest first. */
    List<RoundDocument> rounds(int last) {
        return rounds.stream().skip(Math.max(0, rounds.size() - last)).toList();
    }

    /** The changes after the one with this number, oldest first. */
    List<Change> changesAfter(long id) {
        return changes.stream().filter(c -> c.id() > id).toList();
    }

    /** What the last round left behind of a slave, if it was connected, or is lost. */
    Optional<SlaveStatus> find(String slave) {
        return Stream.concat(last.slaves().stream(), last.lost().stream())
                .filter(known -> known.name().equals(slave))
                .findFirst();
    }

    /** A slave in the last rounds, oldest first; from now on it is recorded. */
    List<SlaveDocument.Moment> history(String slave) {
        watched.put(slave, true);
        List<SlaveDocument.Moment> history = new ArrayList<>();
        for (RoundDocument round : rounds) {
            round.slaves().stream()
                    .filter(p -> Objects.equals(p.name(), slave))
                    .map(p -> new SlaveDocument.Moment(
                            round.round().number(), round.round().atNanos(), p))
                    .forEach(history::add);
        }
        return history;
    }
}
