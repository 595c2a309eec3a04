package io.campanile.core.ensemble;

import io.campanile.core.filter.ClockEstimate;
import java.util.List;

/**
 * Takes over the cluster time that the slaves keep: where the master alone is new, those decide among themselves, so that
 * a restarted master moves nobody. It takes over the rate, too.
 */
final class WarmStart {

    private final EnsembleConfig limits;

    WarmStart(EnsembleConfig limits) {
        this.limits = limits;
    }

    /**
     * Tries to.
     *
     * @param keepers the slaves that vote and keep time
     * @param everybody the clocks that vote, the master's among them
     */
    Start attempt(List<ClockReport> keepers, Electorate everybody) {
        Electorate electorate = Electorate.of(keepers);
        Founders founders = Founders.of(electorate, limits);
        if (!founders.isDecided()) {
            return Start.pending(founders.finding(), electorate, founders.clocks());
        }
        Keepers kept = Keepers.of(keepers, HonestRange.mostLiars(everybody.size()));
        return new Start(
                Finding.TAKEN_OVER,
                electorate,
                founders.clocks(),
                offset(founders, electorate, everybody),
                rate(founders.clocks(), kept.claims(), everybody),
                kept);
    }

    /**
     * Tries to, where the master's own clock keeps the time, too: it is one of the keepers, and the one whose rate is known.
     *
     * <p>What it shows is known exactly. The others have been measured by a few exchanges through a process that has just begun to
     * lead: its late stamps move all of them to one side alike, so that they agree with each other, and are wrong together by
     * milliseconds. So its own clock counts as right unless it is further than the tolerance from where those exchanges prove honest
     * clocks to be.
     *
     * @param keepers the slaves that vote and keep time
     * @param own what the master's own clock claims
     */
    Start attempt(List<ClockReport> keepers, KeptTime own) {
        Ballot master = Ballot.ofKeepingMaster(own);
        Electorate electorate = Electorate.of(keepers).and(master);
        Founders founders = Founders.of(electorate, limits);
        if (!founders.isDecided()) {
            return Start.pending(founders.finding(), electorate, founders.clocks());
        }
        Electorate agreeing = founders.clocks().withoutMaster();
        long honest = electorate.clampToHonest(master.offsetNanos());
        boolean isRight = agreeing.isEmpty() || Math.abs(honest - master.offsetNanos()) <= limits.toleranceNanos();
        Keepers kept = Keepers.of(keepers, own, HonestRange.mostLiars(electorate.size()));
        return new Start(
                Finding.TAKEN_OVER,
                electorate,
                isRight ? agreeing.and(master) : agreeing,
                isRight ? honest : electorate.clampToHonest(agreeing.average(founders.deviation())),
                kept.rate().clamp(own.ratePpb()),
                kept);
    }

    /** Whether a majority of the keepers, the master's own clock among them, claims to be near one time. */
    boolean agree(List<ClockReport> keepers, KeptTime own) {
        Electorate claims =
                new Electorate(keepers.stream().map(Ballot::ofKeeper).toList());
        return !claims.and(Ballot.ofKeepingMaster(own))
                .truechimers(limits.toleranceNanos())
                .isEmpty();
    }

    /**
     * The time that the keepers keep. It stays where one that is honest is for certain, be it one that the gate left out, and
     * where an honest clock is, be it one that keeps no time: liars may pose as keepers, and be half of those while they are
     * few among all. Where the keepers agree the second changes nothing, since the others are fewer.
     */
    private static long offset(Founders founders, Electorate keepers, Electorate everybody) {
        long average = founders.clocks().average(founders.deviation());
        return everybody.clampToHonest(keepers.clampToHonest(average));
    }

    /** The rate that they keep, within the same two ranges. */
    private double rate(Electorate founders, List<KeptTime> kept, Electorate everybody) {
        List<ClockReport> slaves = founders.slaves().toList();
        double[] rates =
                slaves.stream().map(KeptTime::of).mapToDouble(KeptTime::ratePpb).toArray();
        double[] deviations = slaves.stream()
                .mapToDouble(r -> r.measured().rateDeviationPpb())
                .toArray();
        double mean = Average.of(rates, deviations, MedianGate.around(rates, 0).deviation());
        HonestRange keepers = HonestRange.of(
                kept.stream().mapToDouble(KeptTime::rateLowPpb).toArray(),
                kept.stream().mapToDouble(KeptTime::rateHighPpb).toArray());
        // The master's own rate against itself is 0.
        List<ClockEstimate> clocks =
                everybody.slaves().map(ClockReport::measured).toList();
        double[] lows = new double[clocks.size() + 1];
        double[] highs = new double[clocks.size() + 1];
        for (int i = 0; i < clocks.size(); i++) {
            lows[i] = clocks.get(i).rateLowPpb();
            highs[i] = clocks.get(i).rateHighPpb();
        }
        return HonestRange.of(lows, highs).clamp(keepers.clamp(mean));
    }
}
