package io.campanile.core.ensemble;

import io.campanile.core.filter.ClockEstimate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rate that cluster time is to have: the mean rate of the voters' oscillators against the master's, the master's own
 * among them, kept within what honest clocks allow.
 *
 * @param ratePpb the mean
 * @param far the sessions whose rate is too far from the median to count
 * @param gate the gate that decided that
 */
record RateVote(double ratePpb, Set<Long> far, MedianGate gate) {

    /** Rates closer than this to the median always count: healthy crystals are within 100 ppm of what they should be. */
    private static final double LEAST_REACH_PPB = 200_000;

    /** One oscillator against the master's; its report is null for the master itself. */
    private record Rate(@Nullable ClockReport report, double ppb, double deviationPpb, double lowPpb, double highPpb) {

        /** The master's rate against itself, known exactly. */
        static final Rate MASTERS = new Rate(null, 0, 0, 0, 0);

        static Rate of(ClockReport report) {
            ClockEstimate estimate = report.measured();
            return new Rate(
                    report,
                    estimate.ratePpb(),
                    estimate.rateDeviationPpb(),
                    estimate.rateLowPpb(),
                    estimate.rateHighPpb());
        }
    }

    /** The vote of these slaves, each of which has a usable report, and of the master. */
    static RateVote of(List<ClockReport> voters) {
        List<Rate> rates = Stream.concat(
                        Stream.of(Rate.MASTERS), voters.stream().map(Rate::of))
                .toList();
        MedianGate gate =
                MedianGate.around(rates.stream().mapToDouble(Rate::ppb).toArray(), LEAST_REACH_PPB);
        List<Rate> admitted = rates.stream().filter(r -> gate.admits(r.ppb())).toList();
        double mean = Average.of(
                admitted.stream().mapToDouble(Rate::ppb).toArray(),
                admitted.stream().mapToDouble(Rate::deviationPpb).toArray(),
                gate.deviation());
        HonestRange honest = HonestRange.of(
                rates.stream().mapToDouble(Rate::lowPpb).toArray(),
                rates.stream().mapToDouble(Rate::highPpb).toArray());
        Set<Long> far = rates.stream()
                .filter(r -> !gate.admits(r.ppb()))
                .flatMap(r -> Stream.ofNullable(r.report()))
                .map(ClockReport::session)
                .collect(Collectors.toSet());
        return new RateVote(honest.clamp(mean), far, gate);
    }
}
