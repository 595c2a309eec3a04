package io.campanile.simulator;

/**
 * Whether what is promised of an honest clock can be asked of this one. A clock that jumped or stood still broke the
 * assumption that every bound rests on; it can be held to its word again as soon as it obeys a correction that was
 * measured after that.
 */
final class Trust {

    private final boolean honest;
    private boolean ruined;
    private boolean broken;
    private boolean byItself;
    private boolean remeasured;
    private long remeasuredInRound;

    Trust(boolean honest) {
        this.honest = honest;
    }

    /** Whether it tells the master what its clock shows. */
    boolean isHonest() {
        return honest;
    }

    /** Whether its own clock did nothing wrong since it was measured last. */
    boolean isBlameless() {
        return honest && !ruined && !byItself;
    }

    /** Whether its bound must hold now. */
    boolean isSound() {
        return honest && !ruined && !broken;
    }

    /** A new process: it has promised nothing yet. */
    void reborn() {
        broken = false;
        byItself = false;
    }

    /** Its clock, or the master's, runs at a rate that no healthy clock has, and always will. */
    void ruined() {
        ruined = true;
    }

    /** Its clock did what no healthy clock does. */
    void broke() {
        masterBroke();
        byItself = true;
    }

    /** The master's clock did, against which it is measured. */
    void masterBroke() {
        broken = true;
        remeasured = false;
    }

    /** The master measures it anew, from this round on. */
    void remeasured(long round) {
        if (broken && !remeasured) {
            remeasured = true;
            remeasuredInRound = round;
        }
    }

    /** It obeyed a correction of this round. */
    void obeyed(long round) {
        if (remeasured && round >= remeasuredInRound) {
            broken = false;
            byItself = false;
            remeasured = false;
        }
    }
}
