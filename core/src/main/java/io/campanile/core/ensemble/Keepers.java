package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the clocks that keep a time claim of it, when some of them may lie. The time lies in at least k − liars of k
 * claims, and so between the (k − liars)-th least low end and the (k − liars)-th greatest high end; likewise its rate.
 *
 * <p>Where honest keepers outnumber the liars by more than the liars that may be missing, both ends are bounded by what
 * honest clocks claim. Source: K. Marzullo and S. Owicki (1983), with the number of faults of the whole electorate.
 *
 * @param claims one of each clock
 * @param liars how many of them may lie
 */
record Keepers(List<KeptTime> claims, int liars) {

    /** Nobody keeps a time. */
    static final Keepers NOBODY = new Keepers(List.of(), 0);

    /** The claims of these usable reports. */
    static Keepers of(List<ClockReport> reports, int liars) {
        return new Keepers(reports.stream().map(KeptTime::of).toList(), liars);
    }

    /** The claims of these usable reports, and the one of the master's own clock. */
    static Keepers of(List<ClockReport> reports, KeptTime own, int liars) {
        return new Keepers(
                Stream.concat(reports.stream().map(KeptTime::of), Stream.of(own))
                        .toList(),
                liars);
    }

    boolean isEmpty() {
        return claims.isEmpty();
    }

    /** The same claims, with what these reports tell of how fast the keepers' clocks run; nobody if that tells no more. */
    Keepers measuredAgain(List<ClockReport> reports) {
        if (claims.stream().allMatch(claim -> claim.session() == KeptTime.DONE)) {
            return NOBODY;
        }
        Map<Long, ClockReport> bySession =
                reports.stream().collect(Collectors.toMap(ClockReport::session, Function.identity()));
        return new Keepers(
                claims.stream()
                        .map(claim -> claim.measuredAgain(bySession.get(claim.session())))
                        .toList(),
                liars);
    }

    /** Where the time that they keep lies, minus the master's local clock. Where the claims contradict each other, all between. */
    Interval offset() {
        long low = sorted(k -> k.offset().low())[sharing() - 1];
        long high = sorted(k -> k.offset().high())[claims.size() - sharing()];
        return new Interval(Math.min(low, high), Math.max(low, high));
    }

    /** What its rate can be at any moment, against the master's local clock. */
    HonestRange rate() {
        double low = sortedRates(KeptTime::rateLowPpb)[sharing() - 1];
        double high = sortedRates(KeptTime::rateHighPpb)[claims.size() - sharing()];
        return new HonestRange(Math.min(low, high), Math.max(low, high));
    }

    /** For how long an honest one of them still promises it. */
    long promisedForNanos() {
        return sorted(KeptTime::validForNanos)[Math.max(0, claims.size() - 1 - liars)];
    }

    private int sharing() {
        return Math.max(1, claims.size() - liars);
    }

    private long[] sorted(ToLongFunction<KeptTime> value) {
        return claims.stream().mapToLong(value).sorted().toArray();
    }

    private double[] sortedRates(ToDoubleFunction<KeptTime> value) {
        double[] values = claims.stream().mapToDouble(value).toArray();
        Arrays.sort(values);
        return values;
    }
}
