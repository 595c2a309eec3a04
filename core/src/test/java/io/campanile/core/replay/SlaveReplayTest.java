package io.campanile.core.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.discipline.Discipline;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.Effect;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Standing;
import io.campanile.core.replay.Event.Missing;
import io.campanile.core.replay.SlaveEvent.Corrected;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slave's clock, correction by correction, and all that else may happen to it. */
class SlaveReplayTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000 * SECOND;

    private final List<SlaveEvent> events = new ArrayList<>();
    private final SlaveEventRecorder recorder = new SlaveEventRecorder(events::add);
    private final Discipline clock = new Discipline(DisciplineLimits.DEFAULT, recorder);
    private long now = START;
    private long sequence;

    private void correct(long epoch, long offsetNanos, double ratePpb) {
        now += SECOND;
        long version = clock.timeline().target().version();
        clock.decide(
                new Correction(epoch, now / SECOND, version, now, offsetNanos, ratePpb, 500, 20, SECOND, 9 * SECOND),
                now + 100);
    }

    private void answer() {
        now += SECOND / 10;
        sequence++;
        recorder.answered(new Reading(7, 1, sequence, 99, now, now + 50, clock.state(now)), Standing.MEMBER, null);
    }

    private SlaveReplay replayed() {
        SlaveReplay replay = new SlaveReplay();
        events.forEach(replay::take);
        return replay;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aClockDoesTheSameAgainWhateverHappensToIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long epoch = 3;
        for (int i = 0; i < 400; i++) {
            switch (random.nextInt(40)) {
                case 0 -> clock.disrupted(i);
                case 1 -> clock.rejected();
                case 2 -> clock.forgetEpochsAbove(epoch);
                case 3 -> clock.follow(random.nextLong(-SECOND, SECOND), now);
                case 4 -> clock.noteWall(random.nextLong(-SECOND, SECOND));
                case 5 -> epoch = Math.max(1, epoch + random.nextLong(-1, 2));
                case 6 -> correct(epoch, random.nextLong(-2000 * SECOND, 2000 * SECOND), 0);
                default -> correct(epoch, random.nextLong(-SECOND, SECOND), random.nextDouble(-1e5, 1e5));
            }
            answer();
        }

        SlaveReplay replay = replayed();

        assertThat(replay.first()).isEmpty();
        assertThat(replay.corrections()).isGreaterThan(300);
        assertThat(replay.readings()).isEqualTo(400);
        assertThat(events)
                .filteredOn(Corrected.class::isInstance)
                .extracting(event -> ((Corrected) event).effect().refusal())
                .contains(null, Refusal.STALE_EPOCH, Refusal.BEYOND_PANIC);
    }

    @Test
    void saysWhatComesOutDifferentlyFirst() {
        correct(1, 5_000, 0);
        answer();
        correct(1, -300, 0);
        Corrected last = (Corrected) events.get(events.size() - 1);
        Effect effect = last.effect();
        events.set(
                events.size() - 1,
                new Corrected(
                        last.correction(),
                        last.atNanos(),
                        new Effect(null, 0, effect.servedNanos() + 1, effect.errorNanos())));

        assertThat(replayed().first())
                .hasValue("the correction of round 1700000002: servedNanos was %s and is now %s"
                        .formatted(effect.servedNanos() + 1, effect.servedNanos()));
    }

    @Test
    void saysThatAnAnswerToldSomethingElse() {
        correct(1, 5_000, 0);
        answer();
        events.remove(1);

        assertThat(replayed().first().orElseThrow())
                .startsWith("the answer to probe 1: mapping.version was 1 and is now 0");
    }

    @Test
    void comparesNothingBehindAGap() {
        correct(1, 5_000, 0);
        SlaveReplay replay = new SlaveReplay();
        replay.take(events.get(0));
        replay.take(new Missing(3));
        replay.take(events.get(1));

        assertThat(replay.first()).isEmpty();
        assertThat(replay.corrections()).isZero();
        assertThat(replay.incomparableCorrections()).isEqualTo(1);
    }

    @Test
    void refusesWhatAMasterWasTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlaveReplay().take(new Event.Ended(1)))
                .withMessage("it has what a master was told beside what a slave was");
    }

    @Test
    void refusesWhatNoSessionHandsOn() {
        correct(1, 5_000, 0);
        Correction far = new Correction(1, 4, 1, now, 1L << 61, 0, 0, 0, 0, 0);
        events.add(new Corrected(far, now, new Effect(null, 0, 0, 0)));

        assertThatIllegalArgumentException()
                .isThrownBy(this::replayed)
                .withMessage("no clock takes the correction of round 4");
    }
}
