package io.campanile.core.ensemble;

import io.campanile.core.Mapping;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The average of the clocks is cluster time. Once it is started, a round is: the electors' cluster clocks are compared;
 * those whose claims share a point with a strict majority are truechimers; the rate of cluster time follows the mean rate
 * of the truechimers' local oscillators, and beside that, within a limit, a time outside ({@link Pull}). Without a majority, or below
 * the quorum, nothing moves.
 *
 * <p>When the majority is elsewhere, the master's own clock jumped: the master takes the time over again from those who
 * keep it, as it does where it has none and others keep one. What it does not know of that time is the {@link Handover}.
 */
final class EnsembleScale implements TimeScale {

    /** A clock with a strange rate must be near the others for so many rounds in a row before it counts again. */
    private static final int ROUNDS_TO_RETURN = 8;

    private final EnsembleConfig limits;
    private final long overlapNanos;
    private final SteeredTime time;
    private final Pull pull;
    private final Founding founding;
    private final OwnJump ownJump = new OwnJump();
    private final Assembly assembly;
    private final Dispute dispute = new Dispute();
    private final LeftOut far = new LeftOut(ROUNDS_TO_RETURN);
    private @Nullable Handover handover;
    private boolean deserted;

    /** Those whose claims the handover is made of, while they are still measured better. */
    private Keepers keepers = Keepers.NOBODY;

    EnsembleScale(EnsembleConfig limits, Legacy legacy) {
        this.limits = limits;
        this.overlapNanos = legacy.overlapNanos();
        this.time = new SteeredTime(limits);
        this.pull = new Pull(limits.pull());
        this.founding = new Founding(limits, legacy);
        this.assembly = new Assembly(limits, legacy.electors());
    }

    @Override
    public void observe(OwnClock own) {
        founding.observe(own);
    }

    @Override
    public Vote decide(long nowNanos, List<ClockReport> reports, Outside outside) {
        learn(reports);
        Vote vote = time.isStarted() ? vote(nowNanos, reports) : start(nowNanos, reports, outside);
        far.retain(() -> reports.stream().map(ClockReport::session).collect(Collectors.toSet()));
        if (vote.corrects()) {
            steer(nowNanos, vote.truechimers(), outside);
        }
        return vote.withFar(far.sessions());
    }

    /** How fast an earlier time runs against the master's clock is known better from round to round. */
    private void learn(List<ClockReport> reports) {
        if (handover != null && !keepers.isEmpty()) {
            keepers = keepers.measuredAgain(reports);
            handover = keepers.isEmpty() ? handover : handover.knowing(keepers.rate());
        }
    }

    private Vote start(long nowNanos, List<ClockReport> reports, Outside outside) {
        Start start = founding.attempt(nowNanos, reports, outside);
        if (start.isDecided()) {
            double most = time.mostRatePpb();
            time.start(nowNanos, start.offsetNanos(), Math.max(-most, Math.min(most, start.ratePpb())));
            if (assembly.seats() == 0) {
                // It is remembered before anybody is corrected.
                assembly.agreed(start.founders().size());
            }
            if (!start.keepers().isEmpty()) {
                keepers = start.keepers();
                handover = Handover.of(nowNanos, keepers, keepers.rate(), time.mapping(), limits, overlapNanos);
                if (start.founders().includesMaster()) {
                    // Its own clock agrees with the others, and knows the rate: it need not be found again.
                    time.settle();
                }
            }
        }
        return new Vote(start.finding(), start.electorate(), start.founders());
    }

    private Vote vote(long nowNanos, List<ClockReport> reports) {
        List<ClockReport> electors =
                reports.stream().filter(ClockReport::isElector).toList();
        long masters = time.mapping().offsetAt(nowNanos);
        int clocks = electors.size() + 1;
        assembly.passes(nowNanos, reports);
        boolean suspected = ownJump.isSuspected(electors, masters);
        Electorate slaves = Electorate.of(electors);
        Ballot master = suspected ? Ballot.ofJumpedMaster() : Ballot.ofMaster(masters);
        deserted = assembly.isDeserted(clocks);
        if (assembly.isRump(clocks)) {
            Vote whole = vote(slaves.and(returning(reports)).and(master));
            boolean elsewhere =
                    !whole.truechimers().isEmpty() && !whole.truechimers().includesMaster();
            if (whole.finding() == Finding.AGREED
                    || (elsewhere && assembly.outnumber(whole.truechimers().size()))) {
                return carryOut(nowNanos, whole);
            }
            if (assembly.waits(nowNanos)) {
                return new Vote(Finding.NO_MAJORITY, whole.electorate(), Electorate.NOBODY);
            }
        }
        Vote vote = vote(slaves.and(master));
        if (vote.finding() == Finding.NO_MAJORITY) {
            dispute.goesOn(electors);
        } else if (vote.truechimers().size() > 1) {
            dispute.ends();
        } else if (dispute.isOpen(reports)) {
            return new Vote(Finding.NO_MAJORITY, vote.electorate(), Electorate.NOBODY);
        }
        return carryOut(nowNanos, vote);
    }

    /** Slaves that have no vote, or not yet again, and that keep time, be it beyond what they promise. */
    private static List<Ballot> returning(List<ClockReport> reports) {
        return reports.stream()
                .filter(r -> r.votes()
                        && !r.isElector()
                        && r.isUsable()
                        && r.keepsTime()
                        && r.clock().bound() != null)
                .map(Ballot::ofKeeper)
                .toList();
    }

    private Vote vote(Electorate electorate) {
        Electorate truechimers = electorate.truechimers(limits.toleranceNanos());
        if (truechimers.isEmpty()) {
            return new Vote(Finding.NO_MAJORITY, electorate, truechimers);
        }
        if (truechimers.size() < limits.quorum()) {
            return new Vote(Finding.BELOW_QUORUM, electorate, truechimers);
        }
        return new Vote(
                truechimers.includesMaster() ? Finding.AGREED : Finding.MASTER_FOLLOWS, electorate, truechimers);
    }

    private Vote carryOut(long nowNanos, Vote vote) {
        if (vote.finding() == Finding.MASTER_FOLLOWS) {
            PhaseMove move = PhaseMove.of(vote, time.mapping().offsetAt(nowNanos), limits);
            if (!move.isJumpOfMaster(limits)) {
                return new Vote(Finding.PHASE_REFUSED, vote.electorate(), Electorate.NOBODY);
            }
            follow(nowNanos, move, vote);
        }
        if (vote.corrects()) {
            assembly.agreed(vote.electorate().size());
        }
        return vote;
    }

    /** The master is one clock among the others: when the majority is elsewhere, it is the one that jumped. */
    private void follow(long nowNanos, PhaseMove move, Vote vote) {
        Electorate electorate = vote.electorate();
        time.restart(nowNanos, move.offsetNanos());
        // The master's clock is one of those that may be wrong.
        Keepers claiming = Keepers.of(
                electorate.slaves().filter(ClockReport::isUsable).toList(),
                Math.max(0, HonestRange.mostLiars(electorate.size()) - 1));
        handover = Handover.of(nowNanos, claiming, earlierRate(nowNanos), time.mapping(), limits, overlapNanos);
        keepers = Keepers.NOBODY;
        ownJump.forget();
    }

    /**
     * The jump of the master's clock left its rate as it was. So the earlier time goes on at the rate that this one has, give
     * or take what that was steered since; or at that of a time before it, about which promises are still in force.
     */
    private HonestRange earlierRate(long nowNanos) {
        HonestRange rate = time.recentRates();
        Handover before = handover(nowNanos);
        return before == null
                ? rate
                : new HonestRange(
                        Math.min(rate.low(), before.rateLowPpb()), Math.max(rate.high(), before.rateHighPpb()));
    }

    private void steer(long nowNanos, Electorate truechimers, Outside outside) {
        List<ClockReport> electors =
                truechimers.slaves().filter(ClockReport::isElector).toList();
        List<ClockReport> voters = electors.stream()
                .filter(r -> r.hasSteadyRate() && !far.holds(r.session()))
                .toList();
        RateVote rates = RateVote.of(voters);
        if (!rates.far().isEmpty() || !far.isEmpty()) {
            electors.forEach(r -> far.note(
                    r.session(),
                    rates.far().contains(r.session()),
                    rates.gate().admitsClearly(r.measured().ratePpb())));
        }
        // A time that was taken over keeps its rate until somebody is known who could tell a better one.
        boolean nobodyTells = voters.isEmpty() && handover != null;
        time.steer(
                nowNanos,
                nobodyTells
                        ? time.mapping().ratePpb()
                        : pull.wantedPpb(
                                nowNanos,
                                rates.ratePpb(),
                                outside.followed(),
                                time.mapping(),
                                time.accelerationPpbPerSecond()));
    }

    @Override
    public boolean isStarted() {
        return time.isStarted();
    }

    @Override
    public Mapping mapping() {
        return time.mapping();
    }

    @Override
    public double rateAllowancePpb() {
        return time.rateAllowancePpb();
    }

    @Override
    public boolean isDeserted() {
        return deserted;
    }

    @Override
    public int electors() {
        return assembly.seats();
    }

    @Override
    public @Nullable Handover handover(long nowNanos) {
        return handover != null && handover.isInForce(nowNanos) ? handover : null;
    }
}
