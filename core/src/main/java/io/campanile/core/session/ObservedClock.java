package io.campanile.core.session;

import io.campanile.core.Exchange;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.ensemble.ClockReport;
import io.campanile.core.filter.ClockEstimate;
import io.campanile.core.filter.ClockFilter;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.filter.Jump;
import io.campanile.core.filter.Sample;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Stamps;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the exchanges of a session tell of the slave's local clock, and what the slave says of its cluster clock.
 *
 * <p>Not thread-safe: its {@link MasterSession} owns it.
 */
final class ObservedClock {

    private final FilterLimits limits;
    private final SessionRecorder recorder;
    private final LateStamps lateStamps = new LateStamps();
    private ClockState state = ClockState.INITIAL;

    /** Made with the first exchange: it is most of a session, and whoever says hello and nothing more gets none. */
    private @Nullable ClockFilter filter;

    private long lastDelay;
    private boolean heardEver;

    /** Whether no burst of datagrams has been measured since the filter knew nothing. */
    private boolean rough = true;

    /** How often the master's local clock was disrupted; -1 before it was asked. */
    private long masterDisruptions = -1;

    // What this round brought.
    private boolean heard;
    private @Nullable Jump jump;

    /** A clock of which nothing is known yet. */
    ObservedClock(FilterLimits limits, SessionRecorder recorder) {
        this.limits = limits;
        this.recorder = recorder;
    }

    /**
     * Takes in an exchange.
     *
     * @param reading the slave's part of it
     * @param probeByKernel whether the kernel has stamped the probe as it left
     * @param byDatagrams whether its burst goes as datagrams
     * @return why no honest slave can have answered so; nothing was taken in then
     */
    Optional<String> add(Exchange exchange, Reading reading, boolean probeByKernel, boolean byDatagrams) {
        recorder.exchanged(reading.session(), exchange, reading, probeByKernel, byDatagrams);
        if (!isPossible(exchange)) {
            return Optional.of("its stamps cannot be: t2 %s, t3 %s within a round trip of %s ns"
                    .formatted(exchange.t2(), exchange.t3(), exchange.t4() - exchange.t1()));
        }
        ClockState told = reading.clock();
        if (heardEver && told.disruptions() != state.disruptions()) {
            forget();
            jump = Jump.TOLD;
        }
        ClockFilter measuring = filter == null ? new ClockFilter(limits) : filter;
        filter = measuring;
        if (rough && byDatagrams) {
            // The network is the same, and nobody stamps late any more.
            measuring.goBetter();
            rough = false;
        }
        for (Exchange complete : lateStamps.add(exchange, reading, probeByKernel)) {
            measuring.add(complete).ifPresent(this::jumped);
        }
        lastDelay = exchange.delay();
        state = told;
        heard = true;
        heardEver = true;
        return Optional.empty();
    }

    private void jumped(Jump by) {
        jump = by;
        rough = true;
    }

    /** What was measured counts no more. */
    private void forget() {
        rough = true;
        if (filter != null) {
            filter.forget();
        }
        lateStamps.forget();
    }

    /**
     * Whether the master's local clock was disrupted since this was asked last. Then all that was measured against it counts no more, and
     * is forgotten.
     *
     * @param times how often it was by now
     */
    boolean isMeasuredBefore(long times) {
        boolean before = masterDisruptions != times && masterDisruptions >= 0;
        masterDisruptions = times;
        if (before) {
            forget();
            heard = false;
            jump = null;
        }
        return before;
    }

    /**
     * Whether the stamps can come from two clocks that keep the drift limit. While a slave pauses between its stamps, its
     * drift can outgrow the network's delay.
     */
    private boolean isPossible(Exchange exchange) {
        long drift = Units.widening(limits.maxDriftPpb(), exchange.t4() - exchange.t1());
        return exchange.t4() >= exchange.t1() && exchange.t3() >= exchange.t2() && exchange.delay() >= -drift;
    }

    /**
     * Closes a round: what the next one brings is told apart from what this one brought.
     *
     * @param joinedAtNanos the master's local time at which the slave was admitted
     * @param late whether an answer to an earlier probe came in this round
     * @param nowNanos the master's local time
     */
    ClockReport closeRound(
            long session,
            String name,
            Franchise franchise,
            long joinedAtNanos,
            boolean late,
            ToldCorrections corrections,
            long nowNanos) {
        recorder.closed(session, nowNanos, masterDisruptions, franchise.votes());
        ClockEstimate estimate =
                filter == null ? null : filter.estimate(nowNanos).orElse(null);
        // Who has a vote and applies what nobody here told it makes a claim, and has no say with it.
        boolean obeys = !franchise.isElector() || corrections.made(state.mapping());
        ClockReport report = new ClockReport(
                session,
                name,
                franchise.votes() && obeys,
                franchise.isElector() && obeys,
                franchise.cleanRounds(),
                joinedAtNanos,
                heard,
                late,
                jump,
                estimate,
                state,
                corrections.statedErrorNanos(state.mapping(), estimate));
        heard = false;
        jump = null;
        return report;
    }

    /** How long the last exchange was on its way; 0 before the first. */
    long lastDelayNanos() {
        return lastDelay;
    }

    /** Who took the stamps of the last exchange that counts: the kernels of both ends, or at the slave's its card, or programs. */
    Stamps stamps() {
        return lateStamps.last();
    }

    /** The exchanges that the estimate rests on, oldest first. */
    List<Sample> samples() {
        return filter == null ? List.of() : filter.samples();
    }
}
