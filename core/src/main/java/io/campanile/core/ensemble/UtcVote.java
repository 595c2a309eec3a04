package io.campanile.core.ensemble;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import io.campanile.core.filter.ClockEstimate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the members' machines claim of UTC, put together as their clocks are: those claims count that share a point with a strict
 * majority of them, and the average of these is UTC, kept where such a majority can be right. So one machine with a wrong NTP server moves
 * nobody, as soon as there are three that claim something. What a parent master tells is one claim among them: a wrong one moves nobody either.
 *
 * <p>Guarantee: while fewer than half of the claims are wrong, UTC lies within the reading's error.
 *
 * @param claims how many there are
 * @param agreeing how many of them agree; 0 if no majority does
 * @param utc UTC beside the master's local clock; null if nobody claims anything, or no majority agrees
 */
record UtcVote(int claims, int agreeing, @Nullable ReferenceReading utc) {

    static final UtcVote NOBODY = new UtcVote(0, 0, null);

    /** Whoever is off by more than a day says nothing. */
    private static final long MOST_ERROR_NANOS = 86_400 * Units.SECOND_NANOS;

    /**
     * One claim, beside the master's local clock.
     *
     * @param ballot where UTC is by it
     * @param ratePpb how fast it runs by it
     * @param lowPpb the least rate that it can have
     * @param highPpb the greatest one
     * @param lastsNanos for how long it can be carried on when nobody says it any more
     */
    private record Claim(Ballot ballot, double ratePpb, double lowPpb, double highPpb, long lastsNanos) {

        /** One that is told beside the master's clock already: by its own machine, or by a parent. */
        static Claim ofMaster(ReferenceReading told, long nowNanos, long lastsNanos) {
            return of(null, told, nowNanos, told.slowestPpb(), told.fastestPpb(), lastsNanos);
        }

        /** What a slave's machine claims beside the slave's clock, beside the master's. */
        static Claim ofSlave(ClockReport report, ReferenceReading utc, long nowNanos, long lastsNanos) {
            ClockEstimate estimate = report.measured();
            long slaves = estimate.atNanos() + estimate.offsetNanos();
            double unsure = (double) estimate.bounds().worstErrorOf(estimate.offsetNanos());
            double low = both(utc.slowestPpb(), estimate.rateLowPpb());
            double high = both(utc.fastestPpb(), estimate.rateHighPpb());
            double rate = Math.max(low, Math.min(high, both(utc.ratePpb(), estimate.ratePpb())));
            // How far the slave's clock can be from where it is taken to be, what UTC gains on it in that time, and the
            // claim itself.
            double error = unsure + Math.ceil(Math.abs(utc.ratePpb()) / Units.PPB * unsure) + utc.errorAt(slaves);
            ReferenceReading seen = new ReferenceReading(
                    estimate.atNanos(),
                    estimate.offsetNanos() + utc.offsetAt(slaves),
                    rate,
                    (long) Math.min(MOST_ERROR_NANOS, error),
                    Math.max(high - rate, rate - low),
                    Long.MAX_VALUE);
            return of(report, seen, nowNanos, low, high, lastsNanos);
        }

        private static Claim of(
                @Nullable ClockReport report,
                ReferenceReading seen,
                long nowNanos,
                double low,
                double high,
                long lastsNanos) {
            long offset = seen.offsetAt(nowNanos);
            long error = Math.min(MOST_ERROR_NANOS, seen.errorAt(nowNanos));
            Interval interval = Interval.around(offset, error);
            return new Claim(
                    new Ballot(report, offset, (double) error, interval, interval),
                    seen.ratePpb(),
                    low,
                    high,
                    lastsNanos);
        }

        boolean saysSomething() {
            return ballot.deviationNanos() < MOST_ERROR_NANOS;
        }

        /** The rate of a time of the first rate on a clock of the second. */
        private static double both(double ratePpb, double onPpb) {
            double rate = ((1 + ratePpb / Units.PPB) * (1 + onPpb / Units.PPB) - 1) * Units.PPB;
            return Math.max(-Mapping.MAX_RATE_PPB, Math.min(Mapping.MAX_RATE_PPB, rate));
        }
    }

    /**
     * Puts the claims together.
     *
     * @param own what the master's own machine claims; null if nothing
     * @param parents what a parent tells, beside the master's clock; null if nothing
     * @param voters what the sessions report whose claims count
     * @param validForNanos for how long oscillators keep the rates that they are known to have
     */
    static UtcVote of(
            long nowNanos,
            @Nullable ReferenceReading own,
            @Nullable ReferenceReading parents,
            List<ClockReport> voters,
            long validForNanos) {
        List<Claim> claims = new ArrayList<>();
        if (own != null && own.isValid(nowNanos)) {
            claims.add(Claim.ofMaster(own, nowNanos, validForNanos));
        }
        if (parents != null && parents.isValid(nowNanos)) {
            // The parent carries on by itself what its machines have claimed: nobody below does so for longer.
            claims.add(Claim.ofMaster(parents, nowNanos, Math.min(validForNanos, parents.remainingNanos(nowNanos))));
        }
        for (ClockReport report : voters) {
            ReferenceReading utc = report.clock().utc();
            if (utc != null && utc.isValid(nowNanos + report.measured().offsetNanos())) {
                claims.add(Claim.ofSlave(report, utc, nowNanos, validForNanos));
            }
        }
        claims.removeIf(claim -> !claim.saysSomething());
        if (claims.isEmpty()) {
            return NOBODY;
        }
        Electorate everybody = new Electorate(claims.stream().map(Claim::ballot).toList());
        Electorate agreeing = everybody.truechimers(0);
        ReferenceReading utc = everybody
                .majority(0)
                .map(majority -> reading(nowNanos, claims, majority.agreed(), agreeing))
                .orElse(null);
        return new UtcVote(claims.size(), agreeing.size(), utc);
    }

    private static ReferenceReading reading(long nowNanos, List<Claim> claims, Interval agreed, Electorate agreeing) {
        long offset = agreed.clamp(agreeing.average(agreeing.gate(0).deviation()));
        HonestRange rates = HonestRange.of(
                claims.stream().mapToDouble(Claim::lowPpb).toArray(),
                claims.stream().mapToDouble(Claim::highPpb).toArray());
        Set<Ballot> right = new HashSet<>(agreeing.ballots());
        List<Claim> believed =
                claims.stream().filter(claim -> right.contains(claim.ballot())).toList();
        double mean = believed.stream().mapToDouble(Claim::ratePpb).average().orElse(0);
        double rate = rates.clamp(mean);
        double growth = Math.max(rates.high() - rate, rate - rates.low());
        long lasts = believed.stream().mapToLong(Claim::lastsNanos).max().orElse(0);
        return new ReferenceReading(nowNanos, offset, rate, agreed.worstErrorOf(offset), growth, lasts);
    }
}
