package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.clock.TestCorrections;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A clock that a slave makes ends with it; one that it is given goes on. */
class KeptClockTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final DisciplinedClock shared = new DisciplinedClock(new SystemClock(), DisciplineLimits.DEFAULT);
    private final List<ClockStatus> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void isTheCallersWhereItIsGiven() {
        assertThat(new KeptClock(options().clock(shared), loop).clock()).isSameAs(shared);
        assertThat(new KeptClock(options(), loop).clock()).isNotSameAs(shared);
    }

    @Test
    void goesOnForItsOwnerWhenTheSlaveIsClosed() {
        KeptClock kept = new KeptClock(options().clock(shared), loop);
        CompletableFuture<Void> owner = shared.awaitSynchronized().toCompletableFuture();
        CompletableFuture<ClusterClock> slave = kept.awaitSynchronized().toCompletableFuture();

        kept.close();
        kept.close();

        assertThat(slave)
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessage("the slave that keeps this clock was closed");
        assertThat(owner).isNotDone();
        synchronize();
        assertThat(owner).succeedsWithin(LONG);
    }

    @Test
    void tellsTheSlavesListenersNothingMoreWhenTheSlaveIsClosed() {
        List<ClockStatus> owners = new CopyOnWriteArrayList<>();
        KeptClock kept = new KeptClock(options().clock(shared).onStatusChange((before, now) -> heard.add(now)), loop);
        shared.onStatusChange((before, now) -> owners.add(now));
        kept.close();

        synchronize();

        Awaitility.await().until(() -> owners.contains(ClockStatus.SYNCHRONIZED));
        assertThat(heard).isEmpty();
    }

    @Test
    void isWaitedForUntilItIsSynchronized() {
        KeptClock kept = new KeptClock(options().clock(shared).onStatusChange((before, now) -> heard.add(now)), loop);
        CompletableFuture<ClusterClock> slave = kept.awaitSynchronized().toCompletableFuture();

        synchronize();

        assertThat(slave).succeedsWithin(LONG).isSameAs(shared);
        assertThat(kept.awaitSynchronized()).isCompletedWithValue(shared);
        Awaitility.await().until(() -> heard.contains(ClockStatus.SYNCHRONIZED));
    }

    @Test
    void endsWithTheSlaveThatMadeIt() {
        KeptClock kept = new KeptClock(options(), loop);
        CompletableFuture<Void> waiting = kept.clock().awaitSynchronized().toCompletableFuture();

        kept.close();

        assertThat(waiting).failsWithin(LONG);
    }

    @Test
    void hasALocalClockAndLimitsOfItsOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        options().clock(shared).localClock(new SystemClock()).build())
                .withMessageContaining("a clock that is given has a local clock and limits of its own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options()
                        .clock(shared)
                        .discipline(new DisciplineLimits(1_000_000, 1_000_000))
                        .build())
                .withMessageContaining("make it with those");
    }

    private void synchronize() {
        shared.correct(TestCorrections.by(shared, shared.local().nanos(), 0));
    }

    private static SlaveBuilder options() {
        return Campanile.slave().master("localhost", 1);
    }
}
