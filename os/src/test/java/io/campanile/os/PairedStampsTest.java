package io.campanile.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network card whose clock began with the card and runs 30 ppm fast, on a machine whose time stands still unless the test moves it. */
class PairedStampsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final double CARD_RATE = 1 + 30e-6;

    private long nano = -7_000 * SECOND;
    private long wall = 1_800_000_000L * SECOND;
    private double cardNanos = 12_345;
    private boolean plugged = true;

    /** How long it takes to look at the card, and where within that it is read. */
    private long lookNanos = 1_200;

    private double readAt = 0.5;
    private int unpaired;

    private final PairedStamps stamps = new PairedStamps(
            StampClock.ofWall(() -> nano, () -> wall), StampClock.ofCard(() -> nano, this::look), () -> unpaired++);

    private void pass(long nanos) {
        nano += nanos;
        wall += nanos;
        cardNanos += nanos * CARD_RATE;
    }

    private long look() {
        pass(Math.round(lookNanos * readAt));
        long seen = card();
        pass(lookNanos - Math.round(lookNanos * readAt));
        return seen;
    }

    private long card() {
        return plugged ? (long) cardNanos : StampClock.NONE;
    }

    /** A datagram that comes in now, of which the kernel hears so much later. */
    private record Arrival(long truth, long kernelStamp, long cardStamp) {}

    private Arrival arrival(long kernelLater) {
        long truth = nano;
        long cardStamp = card();
        pass(kernelLater);
        return new Arrival(truth, wall, cardStamp);
    }

    /** When it came in, as it turns out when the program reads it so much later. */
    private long read(Arrival arrival, long later) {
        pass(later);
        stamps.look();
        return stamps.arrivalNanos(arrival.kernelStamp(), arrival.cardStamp());
    }

    /** The first look says nothing of what the clock was before. */
    @BeforeEach
    void aFirstDatagramHasCome() {
        read(arrival(5_000), 5_000);
        pass(SECOND / 10);
        unpaired = 0;
    }

    @Test
    void theCardsStampCountsThoughItsClockHasAnEpochOfItsOwn() {
        Arrival arrival = arrival(40_000);

        assertThat(read(arrival, 20_000)).isBetween(arrival.truth(), arrival.truth() + 2_000);
        assertThat(stamps.byCard()).isTrue();
        assertThat(unpaired).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void noArrivalIsEarlyAndNoDepartureLateWhereverInALookTheCardIsRead(double at) {
        SplittableRandom random = new SplittableRandom(4);
        readAt = at;
        for (int i = 0; i < 500; i++) {
            lookNanos = random.nextLong(3_000);
            Arrival arrival = arrival(random.nextLong(100_000));
            assertThat(read(arrival, random.nextLong(100_000)))
                    .isBetween(arrival.truth(), arrival.truth() + lookNanos + 200);
            assertThat(stamps.byCard()).isTrue();

            long sent = nano;
            pass(random.nextLong(50_000));
            long truth = nano;
            long stamp = card();
            pass(random.nextLong(100_000));
            stamps.look();
            assertThat(stamps.departureNanos(stamp, sent)).isBetween(truth - lookNanos - 200, truth);
            pass(random.nextLong(SECOND / 2));
        }
        assertThat(unpaired).isZero();
    }

    /** A program that is held up for long still knows how much faster the card's clock is. */
    @Test
    void theRateIsMeasuredFromOneLookToAnother() {
        for (int i = 0; i < 5; i++) {
            pass(SECOND);
            read(arrival(5_000), 5_000);
        }
        Arrival arrival = arrival(5_000);

        long turned = read(arrival, 9_900_000);

        // Unmeasured, it would be within 1000 ppm of ten milliseconds.
        assertThat(turned).isBetween(arrival.truth(), arrival.truth() + 2_400);
        assertThat(stamps.byCard()).isTrue();
    }

    @Test
    void aStampThatIsLaterThanTheKernelsIsNotThisDatagrams() {
        Arrival arrival = arrival(40_000);
        pass(100_000);
        Arrival next = arrival(0);

        long turned = read(new Arrival(arrival.truth(), arrival.kernelStamp(), next.cardStamp()), 20_000);

        assertThat(turned).isEqualTo(arrival.truth() + 40_000);
        assertThat(stamps.byCard()).isFalse();
        assertThat(unpaired).isEqualTo(1);
    }

    @Test
    void aStampThatIsFarFromTheKernelsIsNotThisDatagrams() {
        Arrival before = arrival(40_000);
        pass(2 * PairedStamps.FAR_NANOS);
        Arrival arrival = arrival(40_000);

        long turned = read(new Arrival(arrival.truth(), arrival.kernelStamp(), before.cardStamp()), 20_000);

        assertThat(turned).isEqualTo(arrival.truth() + 40_000);
        assertThat(unpaired).isEqualTo(1);
    }

    @Test
    void aDepartureBeforeTheKernelHadItIsNone() {
        long stamp = card();
        pass(50_000);
        long sent = nano;
        pass(20_000);
        stamps.look();

        assertThat(stamps.departureNanos(stamp, sent)).isEqualTo(StampClock.NONE);
        assertThat(unpaired).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-37 * SECOND, -3_000, 3_000, 37 * SECOND})
    void noStampOfTheCardCountsForASecondAfterItsClockWasSet(long by) {
        for (int i = 0; i < 5; i++) {
            pass(10_000_000);
            read(arrival(5_000), 5_000);
        }
        pass(1_000_000);
        Arrival arrival = arrival(40_000);
        cardNanos += by;

        assertThat(read(arrival, 20_000)).isEqualTo(arrival.truth() + 40_000);
        assertThat(stamps.byCard()).isFalse();

        pass(2 * SECOND);
        Arrival later = arrival(40_000);
        assertThat(read(later, 20_000)).isBetween(later.truth(), later.truth() + 2_000);
        assertThat(stamps.byCard()).isTrue();
    }

    @Test
    void withoutACardsStampTheKernelsCounts() {
        Arrival arrival = arrival(40_000);

        assertThat(read(new Arrival(arrival.truth(), arrival.kernelStamp(), Inbox.NONE), 20_000))
                .isEqualTo(arrival.truth() + 40_000);
        assertThat(stamps.byCard()).isFalse();
        assertThat(unpaired).isEqualTo(1);
    }

    @Test
    void aCardThatWasPulledOutIsNotAskedAndOneThatCameBackIsAnother() {
        Arrival arrival = arrival(40_000);
        plugged = false;
        assertThat(read(arrival, 20_000)).isEqualTo(arrival.truth() + 40_000);

        plugged = true;
        cardNanos = 5_000_000;
        Arrival next = arrival(40_000);
        assertThat(read(next, 20_000)).isEqualTo(next.truth() + 40_000);
        pass(SECOND);
        Arrival later = arrival(40_000);
        assertThat(read(later, 20_000)).isBetween(later.truth(), later.truth() + 2_000);
    }
}
