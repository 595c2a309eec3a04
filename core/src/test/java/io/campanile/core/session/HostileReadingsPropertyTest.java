package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.campanile.core.Mapping;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.session.MasterSession.Phase;
import io.campanile.core.session.VotingRight.Withheld;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever a slave may claim, no session and no round throws. */
class HostileReadingsPropertyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long YEAR = 31_557_600 * SECOND;
    private static final long NOW = 56 * YEAR;
    private static final int CASES = 1_500;

    /** As far as a panic limit goes, so that the wildest claims are still corrected. */
    private static final EnsembleConfig LIMITS =
            EnsembleConfig.DEFAULT.withDistances(3650 * 86_400 * SECOND, Long.MAX_VALUE / 64, 0);

    @RepeatedTest(4)
    void neverThrowWhateverTheyClaim(RepetitionInfo repetition) {
        long seed = 8_200L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        int corrections = 0;
        for (int i = 0; i < CASES; i++) {
            corrections += session("seed %s, case %s".formatted(seed, i), random);
        }
        assertThat(corrections).as("seed %d: some were corrected", seed).isPositive();
    }

    private static int session(String name, RandomGenerator random) {
        MasterSession session = new MasterSession(SessionConfig.DEFAULT, () -> 0, SessionRecorder.NONE, NOW);
        session.admit(
                1,
                "x",
                1,
                random.nextBoolean() ? VotingRight.granted() : VotingRight.withheld(Withheld.NOT_WANTED),
                NOW);
        Reference reference = random.nextBoolean() ? Reference.ENSEMBLE : Reference.LOCAL;
        RoundCoordinator coordinator = new RoundCoordinator(LIMITS, reference);
        int[] corrections = {0};
        assertThatCode(() -> {
                    long now = NOW;
                    Liar liar = new Liar(random);
                    for (int round = 1; round <= 4 && session.phase() == Phase.ACTIVE; round++) {
                        now = burst(session, round, now, liar, random);
                        long deadline = now + random.nextLong(2) * random.nextLong(SECOND);
                        RoundResult result = coordinator.close(
                                round,
                                1,
                                deadline,
                                Stream.of(session.closeRound(deadline, 0)).toList(),
                                Outside.NONE);
                        corrections[0] += session.conclude(result, true).isPresent() ? 1 : 0;
                        now = deadline + SECOND / 10;
                    }
                })
                .as(name)
                .doesNotThrowAnyException();
        return corrections[0];
    }

    private static long burst(MasterSession session, long round, long start, Liar liar, RandomGenerator random) {
        long now = start;
        Optional<Message> next = session.startBurst(round, random.nextInt(1, 5)).map(p -> p);
        while (next.isPresent() && next.get() instanceof Probe probe) {
            session.departed(now);
            now += random.nextLong(SECOND / 4);
            next = session.onMessage(liar.reading(probe, now), now);
        }
        return now;
    }

    /** Makes readings of the strangest values that a message may carry, now and then consistent with one another. */
    private static final class Liar {

        private final RandomGenerator random;
        private final long epochal;
        private final Mapping mapping;

        Liar(RandomGenerator random) {
            this.random = random;
            this.epochal = extreme(Message.MAX_NANOS - 1);
            long flat = Math.max(-Message.MAX_OFFSET_NANOS, Math.min(Message.MAX_OFFSET_NANOS, NOW - epochal));
            this.mapping = new Mapping(
                    extreme(Long.MAX_VALUE),
                    extreme(Message.MAX_NANOS - 1),
                    random.nextBoolean() ? flat : extreme(Message.MAX_OFFSET_NANOS) * (random.nextBoolean() ? 1 : -1),
                    Mapping.MAX_RATE_PPB * (random.nextInt(3) - 1));
        }

        private long extreme(long max) {
            return switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> max;
                case 2 -> NOW;
                default -> random.nextLong(max);
            };
        }

        Reading reading(Probe probe, long now) {
            long t2 = Math.min(Message.MAX_NANOS - 1, epochal + (random.nextInt(4) == 0 ? 0 : now - NOW));
            long t3 = random.nextInt(6) == 0 ? Message.MAX_NANOS - 1 : t2;
            ClockStatus status = List.of(ClockStatus.values()).get(random.nextInt(3));
            return new Reading(
                    1,
                    probe.round(),
                    probe.sequence(),
                    0,
                    t2,
                    t3,
                    new ClockState(mapping, status, extreme(Long.MAX_VALUE)));
        }
    }
}
