package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Clocks that are compared with each other.
 *
 * @param ballots one of each clock
 */
record Electorate(List<Ballot> ballots) {

    static final Electorate NOBODY = new Electorate(List.of());

    /** Copies the list. */
    Electorate {
        ballots = List.copyOf(ballots);
    }

    /** These slaves, by what their cluster clocks show. */
    static Electorate of(List<ClockReport> slaves) {
        return new Electorate(slaves.stream().map(Ballot::of).toList());
    }

    /** The same clocks and one more. */
    Electorate and(Ballot ballot) {
        return new Electorate(Stream.concat(ballots.stream(), Stream.of(ballot)).toList());
    }

    /** The same clocks and some more. */
    Electorate and(List<Ballot> others) {
        return new Electorate(Stream.concat(ballots.stream(), others.stream()).toList());
    }

    int size() {
        return ballots.size();
    }

    boolean isEmpty() {
        return ballots.isEmpty();
    }

    boolean includesMaster() {
        return ballots.stream().anyMatch(Ballot::isMasters);
    }

    /** The slaves among them. */
    Electorate withoutMaster() {
        return where(ballot -> !ballot.isMasters());
    }

    /** The reports of the slaves among them. */
    Stream<ClockReport> slaves() {
        return ballots.stream().flatMap(Ballot::slave);
    }

    /** The sessions of the slaves among them. */
    Set<Long> sessions() {
        return slaves().map(ClockReport::session).collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * The clocks whose claims share a point with a strict majority; nobody when there is no majority. Right clocks all
     * claim to be near the same time, however badly they were measured when they were corrected.
     */
    Electorate truechimers(long marginNanos) {
        return majority(marginNanos)
                .map(majority -> where(
                        b -> b.claim() != null && majority.includes(b.claim().widen(marginNanos))))
                .orElse(NOBODY);
    }

    /** Where more than half of these can all be right; empty when no majority can. */
    Optional<Majority> majority(long marginNanos) {
        List<Interval> claims = ballots.stream()
                .flatMap(b -> Stream.ofNullable(b.claim()))
                .map(claim -> claim.widen(marginNanos))
                .toList();
        return Majority.of(claims, ballots.size());
    }

    /** The clocks that the gate around all of them admits, by what they show. */
    Electorate admittedBy(MedianGate gate) {
        return where(b -> gate.admits((double) b.offsetNanos()));
    }

    private Electorate where(Predicate<Ballot> condition) {
        return new Electorate(ballots.stream().filter(condition).toList());
    }

    /** A gate around what they show. */
    MedianGate gate(long leastReachNanos) {
        return MedianGate.around(offsets(), (double) leastReachNanos);
    }

    /** The mean of what they show, as {@link Average} weighs them. */
    long average(double between) {
        double[] deviations =
                ballots.stream().mapToDouble(Ballot::deviationNanos).toArray();
        return Math.round(Average.of(offsets(), deviations, between));
    }

    private double[] offsets() {
        return ballots.stream().mapToDouble(b -> (double) b.offsetNanos()).toArray();
    }

    /**
     * The nearest offset to this one where honest clocks are for certain when fewer than half of these lie. For clocks that
     * were corrected to one time already; clocks that never were differ honestly.
     */
    long clampToHonest(long offsetNanos) {
        List<Interval> intervals =
                ballots.stream().flatMap(b -> Stream.ofNullable(b.interval())).toList();
        HonestRange range = HonestRange.of(
                intervals.stream().mapToDouble(i -> (double) i.low()).toArray(),
                intervals.stream().mapToDouble(i -> (double) i.high()).toArray());
        return Math.round(range.clamp((double) offsetNanos));
    }

    /** Greatest minus least offset. */
    long spreadNanos() {
        LongSummaryStatistics offsets =
                ballots.stream().mapToLong(Ballot::offsetNanos).summaryStatistics();
        return ballots.isEmpty() ? 0 : offsets.getMax() - offsets.getMin();
    }
}
