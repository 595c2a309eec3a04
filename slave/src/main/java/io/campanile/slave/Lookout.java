package io.campanile.slave;

import io.campanile.clock.ClusterClock;
import io.campanile.core.inquiry.Rivals;
import io.campanile.core.message.Testimony;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out now and then which time the other masters of a slave's list keep, so that a {@linkplain Rivals second master} is told of. It
 * begins within a minute after a master has let the slave in, and goes on every quarter to half an hour. Where the master before had no
 * rival, it does not begin anew; and those are not asked who have said it since the last time, about a correction. For a question
 * costs whoever is asked a connection.
 *
 * <p>The event loop calls everything.
 */
final class Lookout {

    private static final long FIRST_SECONDS = 10;
    private static final long FIRST_LATEST_SECONDS = 60;
    private static final long PERIOD_SECONDS = TimeUnit.MINUTES.toSeconds(15);
    private static final long LONGEST_PERIOD_SECONDS = TimeUnit.MINUTES.toSeconds(30);

    private final Witnesses witnesses;
    private final ClusterClock clock;
    private final EventLoop loop;
    private final SearchLog log;
    private final SplittableRandom random = new SplittableRandom();
    private Rivals<InetSocketAddress> rivals = new Rivals<>();
    private @Nullable ScheduledFuture<?> next;

    /** Whether it has ever found out which time the others keep. */
    private boolean looked;

    private @Nullable Inquiry inquiry;

    /**
     * Of a slave with this clock.
     *
     * @param log is told whom it follows, and who keeps another time
     */
    Lookout(Witnesses witnesses, ClusterClock clock, EventLoop loop, SearchLog log) {
        this.witnesses = witnesses;
        this.clock = clock;
        this.loop = loop;
        this.log = log;
    }

    /** This master has let the slave in, which is logged. */
    void follows(InetSocketAddress master) {
        log.follows(master);
        stop();
        boolean settled = looked && rivals.found().isEmpty();
        rivals = new Rivals<>();
        // What they have said until now was to a slave of another master.
        witnesses.takeSaid();
        List<InetSocketAddress> others = witnesses.otherThan(master);
        if (!others.isEmpty()) {
            // Not all slaves that come back at once ask at once.
            schedule(others, settled ? periodSeconds() : random.nextLong(FIRST_SECONDS, FIRST_LATEST_SECONDS));
        }
    }

    /**
     * It follows nobody any more, which is logged. Idempotent.
     *
     * @param lasted whether it had followed one for long enough
     */
    void followsNobody(boolean lasted) {
        stop();
        log.followsNobody(lasted);
    }

    private void stop() {
        if (next != null) {
            next.cancel(false);
        }
        if (inquiry != null) {
            inquiry.stop();
        }
    }

    /** Asks them then, and not as it was planned before. */
    private void schedule(List<InetSocketAddress> others, long seconds) {
        if (next != null) {
            next.cancel(false);
        }
        next = loop.schedule(() -> look(others), seconds, TimeUnit.SECONDS);
    }

    private void look(List<InetSocketAddress> others) {
        looked = true;
        schedule(others, periodSeconds());
        Map<InetSocketAddress, Witnesses.Statement> said = witnesses.takeSaid();
        said.forEach((master, statement) -> hear(master, statement, others));
        List<InetSocketAddress> unheard =
                others.stream().filter(other -> !said.containsKey(other)).toList();
        if (!unheard.isEmpty()) {
            ask(unheard, others);
        }
    }

    private void ask(List<InetSocketAddress> unheard, List<InetSocketAddress> others) {
        inquiry = witnesses.ask(unheard, new Inquiry.Answers() {

            @Override
            public void testified(InetSocketAddress master, Testimony told, long askedNanos, long heardNanos) {
                hear(master, new Witnesses.Statement(told, heardNanos), others);
            }

            @Override
            public void silent() {
                // Nobody is taken for another master because of that, nor cleared of it.
            }
        });
    }

    private void hear(InetSocketAddress master, Witnesses.Statement said, List<InetSocketAddress> others) {
        rivals.testified(master, said.told(), clock.read().timeline().epoch(), said.heardNanos());
        log.others(rivals.found());
        schedule(others, rivals.isDoubtful() ? confirmSeconds() : periodSeconds());
    }

    private long periodSeconds() {
        return random.nextLong(PERIOD_SECONDS, LONGEST_PERIOD_SECONDS);
    }

    private static long confirmSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(Rivals.CONFIRMED_NANOS) + 1;
    }
}
