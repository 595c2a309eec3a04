package io.campanile.core.ensemble;

import io.campanile.core.discipline.ClockState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a master knows of cluster time as its term begins: what its own cluster clock has kept of it until now, how many
 * clocks are remembered to have agreed, and whether an earlier leader may still be at work. Who knows nothing founds a new time as soon as clocks are there; who knows that
 * there is one waits for those who keep it.
 *
 * @param clock the master's own cluster clock as some master corrected it; null if none did
 * @param electors how many clocks, the master's included, are remembered to have agreed; 0 if nobody remembers
 * @param overlapNanos for how long a leader that was deposed may go on to correct clocks before it knows; 0 where nobody else
 *     can have led. It holds for this master, too, when the next one is elected
 */
public record Legacy(@Nullable ClockState clock, int electors, long overlapNanos) {

    /** The legacy of a master that knows of no cluster time. */
    public static final Legacy NONE = new Legacy(null, 0, 0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Legacy {
        if (electors < 0 || overlapNanos < 0) {
            throw new IllegalArgumentException("%s clocks are remembered, and terms overlap by %s ns; choose 0 or more"
                    .formatted(electors, overlapNanos));
        }
    }

    /** Whether the master's own clock still promises to be near cluster time. */
    public boolean keepsTime(long nowNanos) {
        return kept(nowNanos).isPresent();
    }

    /** What the master's own clock claims of the time that it keeps; empty if it promises nothing any more. */
    Optional<KeptTime> kept(long nowNanos) {
        return Optional.ofNullable(clock)
                .flatMap(own -> KeptTime.ofMaster(own, nowNanos))
                .filter(own -> own.validForNanos() > 0);
    }
}
