package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.campanile.clock.SkewedClock;
import io.campanile.core.LocalClock;
import io.netty.channel.DefaultEventLoop;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadSlaveTest {

    private static final long MILLISECOND = 1_000_000;

    private long nowNanos = 1_800_000_000_000_000_000L;
    private final LocalClock machine = () -> nowNanos;

    private LoadSlave slave(long offsetNanos, double driftPpb) {
        DefaultEventLoop loop = new DefaultEventLoop();
        return new LoadSlave(
                List.of(InetSocketAddress.createUnresolved("127.0.0.1", 8080)),
                "s",
                false,
                new SkewedClock(machine, offsetNanos, driftPpb),
                driftPpb,
                new Uplink(loop, (master, handler) -> {
                    throw new AssertionError("nobody starts it");
                }),
                new Census(machine));
    }

    @Test
    void knowsHowFarItIsAheadOfTheMachine() {
        LoadSlave slave = slave(-5_000 * MILLISECOND, 100_000);
        nowNanos += 10_000 * MILLISECOND;
        slave.look();
        assertThat(slave.aheadNanos(nowNanos)).isEqualTo(-5_000 * MILLISECOND + MILLISECOND);
    }

    @Test
    void carriesTheReadingToAnotherInstantAtItsRate() {
        LoadSlave slave = slave(0, 100_000);
        nowNanos += 10_000 * MILLISECOND;
        slave.look();
        long instant = nowNanos - 50 * MILLISECOND;
        assertThat(slave.aheadNanos(instant)).isCloseTo(MILLISECOND - 5_000, within(1L));
    }

    @Test
    void promisesNothingBeforeItsFirstCorrection() {
        LoadSlave slave = slave(0, 0);
        assertThat(slave.look()).isFalse();
        assertThat(slave.isServing(nowNanos)).isFalse();
        assertThat(slave.isConverged()).isFalse();
        assertThat(slave.tally()).isEqualTo(new Tally(Round.NONE, 0));
    }
}
