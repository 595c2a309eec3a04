package io.campanile.simulator.node;

import java.util.List;

/**
 * How often cluster time did not go on as one timeline, although it should, and why.
 *
 * @param foundedAgain how often it was founded while somebody was promised to be near an earlier one: a majority of the
 *     clocks kept no time
 * @param promisesBroken how many promises that broke
 * @param usurped how often it was taken over where more of those who kept it were wrong than a vote can bear
 * @param slipped how often the master's clock moved and was followed, because that was too little for anybody to see or too
 *     few were there who could have told
 * @param mostSlippedNanos by how much at most
 */
public record Continuity(long foundedAgain, long promisesBroken, long usurped, long slipped, long mostSlippedNanos) {

    /** Several runs in one. */
    public static Continuity sum(List<Continuity> runs) {
        return new Continuity(
                runs.stream().mapToLong(Continuity::foundedAgain).sum(),
                runs.stream().mapToLong(Continuity::promisesBroken).sum(),
                runs.stream().mapToLong(Continuity::usurped).sum(),
                runs.stream().mapToLong(Continuity::slipped).sum(),
                runs.stream().mapToLong(Continuity::mostSlippedNanos).max().orElse(0));
    }
}
