package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.message.Correct;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Welcome;
import io.campanile.core.message.Standing;
import io.campanile.core.session.SlaveSession.Phase;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever a master may order, the slave's session does not throw. */
class HostileCorrectionsPropertyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_800_000_000 * SECOND;
    private static final int CASES = 3_000;

    @RepeatedTest(4)
    void neverThrowWhateverTheyOrder(RepetitionInfo repetition) {
        long seed = 9_300L + repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        int obeyed = 0;
        for (int i = 0; i < CASES; i++) {
            String name = "seed %s, case %s".formatted(seed, i);
            TestClock clock = new TestClock(DisciplineLimits.DEFAULT, START);
            assertThatCode(() -> session(clock, random)).as(name).doesNotThrowAnyException();
            obeyed += (int) clock.discipline.timeline().target().version();
        }
        assertThat(obeyed).as("seed %d: some were obeyed", seed).isPositive();
    }

    private static void session(TestClock clock, RandomGenerator random) {
        SlaveSession session = new SlaveSession(
                new Hello("a", 1, Message.PROTOCOL_VERSION, true, 0), clock, Scrutiny.none(), clock.localNanos);
        session.onMessage(new Welcome(1, "a", 1, SECOND, 10 * SECOND), clock.localNanos);
        for (int i = 0; i < 8 && session.phase() == Phase.ACTIVE; i++) {
            clock.localNanos += random.nextLong(SECOND);
            long version = clock.discipline.timeline().target().version();
            session.onMessage(new Correct(1, correction(version, clock.localNanos, random)), clock.localNanos);
            session.onMessage(new Probe(1, i, i, 0, Standing.MEMBER, null), clock.localNanos);
        }
    }

    private static Correction correction(long version, long localNanos, RandomGenerator random) {
        long valid = random.nextLong(86_400 * SECOND + 1);
        return new Correction(
                1 + random.nextLong(3),
                1,
                version,
                random.nextInt(20) == 0
                        ? random.nextLong(Message.MAX_NANOS)
                        : localNanos + random.nextLong(-SECOND, SECOND),
                offset(random),
                random.nextDouble(-2e7, 2e7),
                random.nextLong(Message.MAX_NANOS),
                random.nextDouble(1e9),
                random.nextLong(valid + 1),
                valid);
    }

    private static long offset(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> -Message.MAX_NANOS;
            case 1 -> Message.MAX_NANOS;
            case 2 -> random.nextLong(-Message.MAX_NANOS, Message.MAX_NANOS);
            default -> random.nextLong(-SECOND, SECOND);
        };
    }
}
