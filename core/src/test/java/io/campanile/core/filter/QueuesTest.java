package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueuesTest {

    private static final double IDLE = 10_000;
    private static final double BUSY = 100_000;

    /** Of an offset that is known to a tenth of a microsecond. */
    private static final double CERTAIN = 1e4;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Queues queues = new Queues();

    @BeforeEach
    void learnWhatAnIdleNetworkIsLike() {
        queues.reset();
        exchange(50, this::idle, this::idle, 100 * IDLE * IDLE);
        exchange(500, this::idle, this::idle, CERTAIN);
    }

    private double idle() {
        return -IDLE * Math.log(1 - random.nextDouble());
    }

    private double busy() {
        return idle() - BUSY * Math.log(1 - random.nextDouble());
    }

    private double normal() {
        return Math.max(0, IDLE * (3 + random.nextGaussian()));
    }

    /** Returns the mean tilt. */
    private double exchange(int count, DoubleSupplier there, DoubleSupplier back, double variance) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            queues.add(there.getAsDouble(), back.getAsDouble(), variance);
            sum += queues.tilt();
        }
        return sum / count;
    }

    @Test
    void idleWaysTellNothingButHowLongPacketsWait() {
        double tilt = exchange(2_000, this::idle, this::idle, CERTAIN);
        assertThat(tilt * IDLE).isCloseTo(0, within(0.03));
        assertThat(queues.idleWait()).isCloseTo(IDLE, within(0.2 * IDLE));
    }

    @Test
    void queueOnTheWayThereMakesALowerOffsetLikelierAndOneOnTheWayBackAHigherOne() {
        exchange(5, this::busy, this::idle, CERTAIN);
        double there = exchange(20, this::busy, this::idle, CERTAIN);
        assertThat(there * IDLE).isCloseTo(-1, within(0.3));
        exchange(50, this::idle, this::idle, CERTAIN);
        exchange(5, this::idle, this::busy, CERTAIN);
        double back = exchange(20, this::idle, this::busy, CERTAIN);
        assertThat(back * IDLE).isCloseTo(1, within(0.3));
    }

    @Test
    void queuesOnBothWaysTellNothing() {
        exchange(10, this::busy, this::busy, CERTAIN);
        assertThat(exchange(200, this::busy, this::busy, CERTAIN) * IDLE).isCloseTo(0, within(0.2));
    }

    @Test
    void burstsDoNotChangeWhatAnIdleWayIsLike() {
        for (int i = 0; i < 20; i++) {
            exchange(20, this::busy, this::idle, CERTAIN);
            exchange(40, this::idle, this::idle, CERTAIN);
        }
        assertThat(queues.idleWait()).isCloseTo(IDLE, within(0.4 * IDLE));
    }

    @Test
    void wayThatIsBusyForGoodBecomesTheUsualOne() {
        exchange(10_000, this::busy, this::busy, CERTAIN);
        assertThat(queues.idleWait()).isGreaterThan(0.5 * BUSY);
    }

    /** The tilt moves a belief by its variance times the tilt. */
    @Test
    void offsetThatIsLessCertainThanTheWaitsMovesByLessThanOneOfThem() {
        for (double deviation : new double[] {IDLE, 10 * IDLE, 1e4 * IDLE}) {
            double variance = deviation * deviation;
            exchange(50, this::busy, this::idle, variance);
            assertThat(Math.abs(queues.tilt()) * variance).isLessThan(IDLE);
        }
    }

    @Test
    void waitsThatScatterLessThanExponentialOnesTellLittle() {
        queues.reset();
        exchange(50, this::normal, this::normal, 100 * IDLE * IDLE);
        exchange(2_000, this::normal, this::normal, CERTAIN);
        double usual = queues.idleWait();
        double tilt = exchange(20, () -> normal() + 20 * IDLE, this::normal, CERTAIN);
        assertThat(Math.abs(tilt) * usual).isLessThan(0.25);
    }
}
