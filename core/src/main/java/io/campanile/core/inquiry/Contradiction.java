package io.campanile.core.inquiry;

import io.campanile.core.Units;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * More than half of a slave's masters agree on a time, and one contradicts it.
 *
 * @param others how many agree
 * @param listed how many masters the slave was given
 * @param aheadNanos how far the one is ahead of what they can all be right about, beyond its bound; negative when it is behind
 * @param epoch the lowest epoch that any of them has obeyed
 */
public record Contradiction(int others, int listed, long aheadNanos, long epoch) {

    /** One sentence that says what is wrong, and what to do. The same lie makes the same sentence. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%d of the %d masters in this slave's list agree on another time, which this one is %s s %s, beyond all bounds:"
                        + " look at its clock and at theirs; the slave turns to the others",
                others,
                listed,
                rounded(Math.abs((double) aheadNanos) / Units.SECOND_NANOS),
                aheadNanos < 0 ? "behind" : "ahead of");
    }

    /** Two digits: more would be another sentence each time. */
    private static String rounded(double seconds) {
        return new BigDecimal(seconds).round(new MathContext(2)).toPlainString();
    }
}
