package io.campanile.core.filter;

/**
 * Tells the paths apart on which exchanges go: the base, and one other, which a change of route or a standing queue has made
 * longer or shorter. Each has a {@link PathNoise} of its own.
 *
 * <p>Nobody can see which way became longer. So what was known of the clock stays, and the other path has an asymmetry
 * towards the base, within ± half of the difference of their least round trips. A path that has been in use for long becomes
 * the base, so that a third one can be told from it.
 */
final class Paths {

    /** From so many samples on the least round trip of a path is taken for known. */
    private static final int KNOWN = 32;

    /** A sample is not of its path when its excess is so many times the mean one. */
    private static final double FAR = 3;

    /** A sample may be of a longer path when its excess is so many times the mean one. */
    private static final double LONG = 2;

    /** More of these in a row are no accident. */
    private static final int ACCIDENTS = 3;

    /** After so many of these in a row the path is another one, if it shows clearly. */
    private static final int RUN = 16;

    /** Where more than this share of the samples is far, and no path is met, it is the noise that has grown. */
    private static final double MOST_FAR = 0.4;

    /** What the newest sample counts in that share. */
    private static final double FAR_GAIN = 0.02;

    /** By this share of the mean excess at least a shorter path undercuts another one. */
    private static final double UNDERCUT = 1;

    /** A run is of a known path when the least of it has no more excess than this share of the mean one. */
    private static final double NEAR = 1;

    /** Paths that differ by less are one. */
    private static final double LEAST_DIFFERENCE_NANOS = 1000;

    /** After so many samples in a row the other path is the base. */
    private static final int SETTLED = 512;

    /** What a sample told of the paths. */
    enum Event {
        NOTHING,
        /** The other path is one that was not there before. */
        MET,
        /** The other path's asymmetry has changed, by {@link #change} at most. */
        CHANGED,
        /** The base and the other path have changed their places. */
        SWAPPED
    }

    private PathNoise base = new PathNoise();
    private PathNoise other = new PathNoise();
    private final Sway sway = new Sway();
    private boolean known;
    private boolean away;
    private int sinceBase;
    private double farShare;
    private int run;
    private long runLeast;
    private double runSum;
    private boolean far;
    private Event event = Event.NOTHING;
    private double change;

    /** Forgets everything. */
    void reset() {
        base.reset();
        other.reset();
        sway.reset();
        known = false;
        take(false);
        farShare = 0;
    }

    /**
     * Takes a sample in.
     *
     * @param width the width of its bounds: the round trip
     * @param middle the middle of its bounds, relative to any fixed origin
     */
    void add(long width, double middle) {
        event = Event.NOTHING;
        change = 0;
        far = false;
        PathNoise current = noise();
        if (known && isOfShorter(current, not(current), width)) {
            take(!away);
        } else if (current.searched() >= KNOWN) {
            look(current, width);
        }
        if (far) {
            noise().addFar(width);
        } else {
            noise().add(width, middle);
            sway.add(noise().excess(width), noise().lastDrop());
        }
        if (noise().isLonger()) {
            leave(noise().checkedLeast(), noise().checkedMean(), PathNoise.CHECKED);
        }
        settle();
    }

    private void look(PathNoise current, long width) {
        double excess = current.excess(width);
        if (undercuts(current, width)) {
            leave(width, width + current.meanExcess(), 1);
            return;
        }
        if (isBeyond(current, excess, LONG)) {
            run++;
            runLeast = Math.min(runLeast, width);
            runSum += width;
        } else {
            startRun();
        }
        boolean late = run > ACCIDENTS || isBeyond(current, excess, FAR);
        farShare += FAR_GAIN * ((late ? 1 : 0) - farShare);
        far = late && farShare < MOST_FAR;
        if (run == RUN) {
            endRun(current);
        }
    }

    private void endRun(PathNoise current) {
        double mean = runSum / run;
        if (current.excess(runLeast) > mean - runLeast) {
            leave(runLeast, mean, run);
            far = false;
            farShare = 0;
        } else {
            startRun();
        }
    }

    private static boolean isOfShorter(PathNoise path, PathNoise shorter, long width) {
        return shorter.leastWidth() < path.leastWidth() && fits(shorter, width, undercuts(path, width) ? FAR : NEAR);
    }

    private static boolean isBeyond(PathNoise path, double excess, double most) {
        return excess > most * path.meanExcess() + LEAST_DIFFERENCE_NANOS;
    }

    private static boolean undercuts(PathNoise path, long width) {
        // The fewer samples there were, the less the least of them tells.
        double share = UNDERCUT + (double) KNOWN / path.searched();
        return -path.excess(width) > share * path.meanExcess() + LEAST_DIFFERENCE_NANOS;
    }

    private static boolean fits(PathNoise path, long width, double most) {
        return path.excess(width) <= most * path.meanExcess() && !undercuts(path, width);
    }

    private PathNoise not(PathNoise path) {
        return path == base ? other : base;
    }

    /** Goes over to a path of which this is known: the one of the two that it fits, or a new one. */
    private void leave(long least, double mean, int seen) {
        if (known && fits(not(noise()), least, NEAR)) {
            take(!away);
            return;
        }
        double fromBase = Math.abs(base.excess(least));
        double fromOther = known ? Math.abs(other.excess(least)) : Double.POSITIVE_INFINITY;
        event = fromOther < fromBase ? Event.CHANGED : Event.MET;
        change = Math.min(fromOther, fromBase) / 2;
        other.restart(least, seen, mean - least);
        known = true;
        take(true);
    }

    private void take(boolean isAway) {
        away = isAway;
        sinceBase = 0;
        noise().interrupt();
        startRun();
    }

    private void startRun() {
        run = 0;
        runLeast = Long.MAX_VALUE;
        runSum = 0;
    }

    private void settle() {
        sinceBase = away ? sinceBase + 1 : 0;
        if (sinceBase > SETTLED && event == Event.NOTHING) {
            PathNoise settled = other;
            other = base;
            base = settled;
            away = false;
            sinceBase = 0;
            event = Event.SWAPPED;
        }
    }

    /** What was learned of the path of the newest sample. */
    PathNoise noise() {
        return away ? other : base;
    }

    Sway sway() {
        return sway;
    }

    /** Whether the newest sample went over the other path. */
    boolean isAway() {
        return away;
    }

    /** Whether the newest sample is so late that it may be of a path that is not known yet. */
    boolean isFar() {
        return far;
    }

    /** What the newest sample told. */
    Event event() {
        return event;
    }

    /** How much the offset may look different over the other path than was believed, in nanoseconds; 0 and more. */
    double change() {
        return change;
    }
}
