package io.campanile.os.discipline;

import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import java.util.Optional;

/**
 * Decides how the machine's clock gets to cluster time and stays there.
 *
 * <p>Frequency first: the clock is made to run as cluster time does, which the corrections tell. What it is ahead or behind is slewed
 * away on top of that, an eighth of it in each second and {@link #MOST_SLEW_PPB} at most. It steps at the start only, beyond {@link
 * #START_STEP_NANOS}, and later beyond a threshold, when {@value #STEP_LOOKS} looks in a row say so; and only where the clock is off by
 * that for certain, whatever the error of cluster time.
 *
 * <p>A look that took much longer than looks do was interrupted, and tells the phase less exactly: of that, only what is certain is slewed away.
 * So it is until the cluster clock has been corrected {@value #STEADY_CORRECTIONS} times: a process that has just started measures in
 * milliseconds, as its error says, and a machine whose slave was started again keeps time better than that.
 *
 * <p>A frequency that is remembered from before is believed until the cluster clock has been corrected {@value #STEADY_CORRECTIONS}
 * times: a rate that was measured for a moment is worth less.
 *
 * <p>While the cluster clock promises nothing, the clock goes on at its last good frequency, and says of itself that nobody keeps it.
 *
 * <p>Not thread-safe; knows no clock.
 */
final class Steering {

    /** What the kernel can be told: 500 ppm. */
    static final double MOST_FREQUENCY_PPB = 500_000;

    /** How fast a difference is slewed away at most. */
    static final double MOST_SLEW_PPB = 400_000;

    /** Beyond this it steps at the start: slewing takes 25 s for as much. */
    static final long START_STEP_NANOS = 10_000_000;

    /** After the start it steps when so many looks in a row find it beyond the threshold. */
    static final int STEP_LOOKS = 3;

    /** From so many corrections on a rate is better than a remembered one. */
    static final int STEADY_CORRECTIONS = 30;

    /**
     * In this time a difference would be gone. The kernel goes on slewing while this process waits for a processor: so it is longer than such
     * a wait.
     */
    private static final double SLEW_SECONDS = 8;

    /** A look was interrupted that took so many times as long as looks do. */
    private static final int INTERRUPTED = 3;

    /** By so much what looks take is thought to grow with each of them, until one is quicker. */
    private static final double WIDENING = 1.02;

    /** Over about this time the frequency is averaged that is kept and remembered. */
    private static final double GOOD_SECONDS = 60;

    private final long thresholdNanos;

    /** What a look takes that nothing interrupts. */
    private double usualWidthNanos = Double.MAX_VALUE;

    /** Whether the clock was on cluster time already. */
    private boolean begun;

    private int farLooks;
    private long firstVersion = -1;
    private boolean steady;

    /** The last good frequency, in ppb; until one is {@link #known}, the last that there was. */
    private double goodPpb;

    private boolean known;
    private long goodAtNanos;

    /**
     * One that has decided nothing yet.
     *
     * @param frequencyPpb the frequency that is remembered, or that the clock has
     * @param remembered whether it was good once
     * @param thresholdNanos beyond this it steps after the start
     */
    Steering(double frequencyPpb, boolean remembered, long thresholdNanos) {
        this.goodPpb = clamped(frequencyPpb, MOST_FREQUENCY_PPB);
        this.known = remembered;
        this.thresholdNanos = thresholdNanos;
    }

    /** Whether the clock was put on cluster time by now. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether there is a frequency that was found good, now or before. */
    boolean knowsFrequency() {
        return known;
    }

    /** The last good frequency, in ppb, without what was slewed; as long as none is known, the last that there was. */
    double goodFrequencyPpb() {
        return goodPpb;
    }

    /** What to do, now that the clocks are so; empty for nothing, as long as nobody knows cluster time yet. */
    Optional<Order> decide(Look look) {
        if (look.status() != ClockStatus.UNSYNCHRONIZED) {
            return Optional.of(follow(look));
        }
        farLooks = 0;
        return begun
                ? Optional.of(new Order(0, goodPpb, false, look.errorNanos(), look.errorNanos()))
                : Optional.empty();
    }

    private Order follow(Look look) {
        double base = base(look);
        long step = step(look);
        begun = true;
        long left = Math.abs(look.phaseNanos() + step) + look.widthNanos();
        double slew = step != 0 ? 0 : clamped(-certainPhase(look) / SLEW_SECONDS, MOST_SLEW_PPB);
        return new Order(step, clamped(base + slew, MOST_FREQUENCY_PPB), true, look.errorNanos() + left, left);
    }

    private double certainPhase(Look look) {
        usualWidthNanos = Math.min(usualWidthNanos * WIDENING, (double) look.widthNanos());
        double unknown = look.widthNanos() <= INTERRUPTED * usualWidthNanos ? 0 : look.widthNanos() / 2.0;
        if (!steady) {
            unknown += look.errorNanos();
        }
        double certain = Math.max(0, Math.abs(look.phaseNanos()) - unknown);
        return Math.copySign(certain, (double) look.phaseNanos());
    }

    /** What to do at last: nobody will slew or step any more, and the kernel has the error grow by itself. */
    Order farewell(Look look) {
        boolean promised = look.status() != ClockStatus.UNSYNCHRONIZED;
        long left = promised ? Math.abs(look.phaseNanos()) + look.widthNanos() : 0;
        return new Order(0, goodPpb, promised, look.errorNanos() + left, left);
    }

    /** How fast cluster time runs, as far as that is known. */
    private double base(Look look) {
        if (firstVersion < 0) {
            firstVersion = look.version();
        }
        double rate = clamped(look.ratePpb(), MOST_FREQUENCY_PPB);
        boolean wasSteady = steady;
        steady |= look.version() - firstVersion >= STEADY_CORRECTIONS;
        if (!steady) {
            goodPpb = known ? goodPpb : rate;
            return goodPpb;
        }
        if (look.status() == ClockStatus.SYNCHRONIZED) {
            learn(rate, wasSteady, look.localNanos());
        }
        return rate;
    }

    private void learn(double rate, boolean wasSteady, long localNanos) {
        double passed = wasSteady ? (localNanos - goodAtNanos) / (double) Units.SECOND_NANOS : 0;
        double weight = known ? Math.min(1, Math.max(0, passed) / GOOD_SECONDS) : 1;
        goodPpb += weight * (rate - goodPpb);
        known = true;
        goodAtNanos = localNanos;
    }

    private long step(Look look) {
        long threshold = begun ? thresholdNanos : Math.min(START_STEP_NANOS, thresholdNanos);
        boolean far = Math.abs(look.phaseNanos()) - look.widthNanos() - look.errorNanos() > threshold;
        farLooks = far ? farLooks + 1 : 0;
        if (farLooks == 0 || (begun && farLooks < STEP_LOOKS)) {
            return 0;
        }
        farLooks = 0;
        return -look.phaseNanos();
    }

    private static double clamped(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }
}
