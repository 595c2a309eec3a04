package io.campanile.examples.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.ManualClusterClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private final ManualClusterClock atTable = ManualClusterClock.at(NOON);
    private final ManualClusterClock atAnna = ManualClusterClock.at(NOON);
    private final LeaseTable table = new LeaseTable(atTable);

    @Test
    void isTheSameHoweverOftenItsOwnerAsks() {
        Lease first = acquire("anna");
        advance(Duration.ofSeconds(1));

        assertThat(acquire("anna")).isEqualTo(first);
        assertThat(table.acquire("bert", LENGTH)).isEmpty();
    }

    @Test
    void goesToTheNextWithAGreaterTokenWhenItIsOverByAllClocks() {
        Lease first = acquire("anna");
        advance(LENGTH);
        assertThat(first.holds(atAnna)).isFalse();
        assertThat(table.acquire("bert", LENGTH))
                .as("anna's clock may be behind by its error")
                .isEmpty();

        advance(ManualClusterClock.ERROR.multipliedBy(2));

        assertThat(acquire("bert").token()).isGreaterThan(first.token());
    }

    @Test
    void isLostEarlyAndNeverHeldTwiceWhenItsOwnersClockIsSteppedForward() {
        Lease lease = acquire("anna");

        atAnna.skew(Duration.ofHours(1));

        assertThat(lease.holds(atAnna)).isFalse();
        assertThat(table.acquire("bert", LENGTH)).isEmpty();
        assertThat(acquire("anna")).as("and asking again does no harm").isEqualTo(lease);
    }

    @Test
    void isNotHeldByWhoDoesNotKnowTheTime() {
        Lease lease = acquire("anna");

        assertThat(lease.holds(ManualClusterClock.unsynchronizedAt(NOON))).isFalse();
        assertThat(lease.isOver(ManualClusterClock.unsynchronizedAt(NOON.plus(Duration.ofDays(1)))))
                .isFalse();
    }

    /** Why wall clocks do not do: one that is set back by a minute holds what is long another's. */
    @Test
    void isHeldTwiceByWallClocks() {
        Lease lease = acquire("anna");
        Clock rightWall = Clock.fixed(NOON.plus(LENGTH).plusSeconds(1), ZoneOffset.UTC);
        Clock setBack = Clock.offset(rightWall, Duration.ofMinutes(-1));

        boolean overAtTheTable = rightWall.instant().isAfter(lease.end());
        boolean heldByAnna = setBack.instant().isBefore(lease.end());

        assertThat(overAtTheTable && heldByAnna).isTrue();
    }

    @RepeatedTest(10)
    void isNeverHeldByTwoWhoseClocksAreOffByUpToTheirErrors(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        ManualClusterClock anna = off(random);
        ManualClusterClock bert = off(random);
        ManualClusterClock server = off(random);
        LeaseTable leases = new LeaseTable(server);
        Map<String, Lease> given = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            String asking = random.nextBoolean() ? "anna" : "bert";
            leases.acquire(asking, LENGTH).ifPresent(lease -> given.put(asking, lease));

            assertThat(given.values().stream().filter(l -> l.holds(l.owner().equals("anna") ? anna : bert)))
                    .as("repetition %s, step %d", repetition.getCurrentRepetition(), i)
                    .hasSizeLessThanOrEqualTo(1);

            Duration passed = Duration.ofNanos(random.nextLong(1_000_000_000));
            List.of(server, anna, bert).forEach(clock -> clock.advance(passed));
        }
        assertThat(given).as("it changed hands").hasSize(2);
    }

    private static ManualClusterClock off(SplittableRandom random) {
        long most = ManualClusterClock.ERROR.toNanos();
        ManualClusterClock clock = ManualClusterClock.unsynchronizedAt(NOON);
        clock.skew(Duration.ofNanos(random.nextLong(-most, most + 1)));
        return clock;
    }

    private Lease acquire(String owner) {
        return table.acquire(owner, LENGTH).orElseThrow();
    }

    private void advance(Duration by) {
        atTable.advance(by);
        atAnna.advance(by);
    }
}
