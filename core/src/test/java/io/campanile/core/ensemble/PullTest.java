package io.campanile.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.campanile.core.ReferenceReading;
import io.campanile.core.Units;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cluster time comes to a time outside: the pull and the time that it steers, in virtual time. */
class PullTest {

    private static final long SECOND = Units.SECOND_NANOS;
    private static final long MILLI = 1_000_000;
    private static final double WANDER = EnsembleConfig.DEFAULT.filter().maxWanderPpb();

    /** Each round rounds the phase to a nanosecond: what would be less than half of one in a round is not made good. */
    private static final double ROUNDING = 151;

    /** A cluster whose members' mean rate is that of the master's clock, and a reference beside it. */
    private static final class Course {
        final SteeredTime time;
        final Pull pull;
        final long roundNanos;
        double meanPpb;
        double referenceRate;
        double referenceOffset;
        boolean known = true;
        long now;

        /** How far cluster time is behind the reference. */
        double behind;

        double fastest;

        Course(EnsembleConfig config, long roundNanos) {
            this.roundNanos = roundNanos;
            time = new SteeredTime(config);
            pull = new Pull(config.pull());
            time.start(0, 0, 0);
            time.settle();
        }

        static Course ofSeconds() {
            return new Course(EnsembleConfig.DEFAULT, SECOND);
        }

        Course behind(double nanos) {
            referenceOffset = time.mapping().offsetAt(now) + nanos;
            behind = nanos;
            return this;
        }

        void round() {
            round(0);
        }

        /** A round in which the reference is read with this error. */
        void round(double readingError) {
            now += roundNanos;
            referenceOffset += referenceRate / Units.PPB * roundNanos;
            behind = referenceOffset - time.mapping().offsetAt(now);
            time.steer(now, wanted(Math.round(referenceOffset + readingError)));
            fastest = Math.max(fastest, Math.abs(time.mapping().ratePpb() - meanPpb));
        }

        private double wanted(long read) {
            @Nullable
            ReferenceReading reading =
                    known ? new ReferenceReading(now, read, referenceRate, 1_000, 0, 600 * SECOND) : null;
            return pull.wantedPpb(now, meanPpb, reading, time.mapping(), time.accelerationPpbPerSecond());
        }

        void rounds(int count) {
            for (int i = 0; i < count; i++) {
                round();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"10000", "1000000", "10000000", "100000000", "-10000000"})
    void comesToTheReferenceWithoutOvershootAndWithinTheLimit(double distance) {
        Course course = Course.ofSeconds().behind(distance);
        double most = 0;
        for (int i = 0; i < 4 * 3600; i++) {
            course.round();
            most = Math.max(most, -course.behind * Math.signum(distance));
        }
        assertThat(course.behind).isCloseTo(0, within(ROUNDING));
        assertThat(most).as("beyond the reference, in ns").isLessThan(50);
        assertThat(course.fastest).isLessThanOrEqualTo(20_000);
    }

    @Test
    void whatIsLeftDecaysWithTheTimeConstant() {
        Course course = Course.ofSeconds().behind(100_000);
        // The rate itself takes some seconds to rise.
        course.rounds(60);
        double before = course.behind;
        course.rounds(300);
        assertThat(course.behind / before).isCloseTo(Math.exp(-1), within(0.02));
    }

    @Test
    void tenMillisecondsTakeHalfAnHour() {
        Course course = Course.ofSeconds().behind(10 * MILLI);
        course.rounds(30 * 60);
        assertThat(course.behind).isGreaterThan(100_000);
        course.rounds(3 * 60);
        assertThat(course.behind).isLessThan(100_000);
    }

    @Test
    void followsTheReferencesRateWithoutALag() {
        Course course = Course.ofSeconds();
        course.referenceRate = 7_000;
        course.rounds(3600);
        assertThat(course.behind).isCloseTo(0, within(ROUNDING));
        assertThat(course.time.mapping().ratePpb()).isCloseTo(7_000, within(10.0));
    }

    @Test
    void keepsTheLimitEvenIfTheReferenceRunsAwayAndComesBackFromThere() {
        Course course = Course.ofSeconds();
        course.referenceRate = 50_000;
        course.rounds(3600);
        assertThat(course.behind).isGreaterThan(100 * MILLI);
        assertThat(course.fastest).isLessThanOrEqualTo(20_000);

        course.referenceRate = 0;
        double most = 0;
        for (int i = 0; i < 4 * 3600; i++) {
            course.round();
            most = Math.max(most, -course.behind);
        }
        assertThat(course.behind).isCloseTo(0, within(ROUNDING));
        assertThat(most).isLessThan(50);
    }

    @Test
    void rateChangesByNoMoreThanTheWanderWhileACorrectionIsValid() {
        Course course = Course.ofSeconds().behind(10 * MILLI);
        double[] rates = new double[3 * 3600];
        for (int i = 0; i < rates.length; i++) {
            course.round((double) (i % 1000 < 500 ? MILLI : -MILLI));
            rates[i] = course.time.mapping().ratePpb();
        }
        for (int i = 600; i < rates.length; i++) {
            for (int earlier = i - 600; earlier < i; earlier += 60) {
                assertThat(Math.abs(rates[i] - rates[earlier])).isLessThanOrEqualTo(WANDER * (1 + 1e-9));
            }
        }
    }

    @Test
    void goesOnAtTheRateThatItLearnedWhenTheReferenceFallsSilent() {
        Course course = Course.ofSeconds();
        course.referenceRate = 7_000;
        course.rounds(3600);
        course.known = false;
        course.rounds(3600);
        assertThat(course.behind).isCloseTo(0, within(1_000.0));

        course.meanPpb = 1_000;
        course.rounds(600);
        assertThat(course.time.mapping().ratePpb())
                .as("what was learned is a difference to the members")
                .isCloseTo(8_000, within(1.0));
    }

    @Test
    void stopsGainingWhenTheReferenceFallsSilentOnTheWay() {
        Course course = Course.ofSeconds().behind(10 * MILLI);
        course.rounds(300);
        assertThat(course.time.mapping().ratePpb()).isGreaterThan(5_000);
        course.known = false;
        course.rounds(1200);
        assertThat(course.time.mapping().ratePpb()).isCloseTo(0, within(1.0));
    }

    @Test
    void longRoundsDoNotMakeItSwing() {
        EnsembleConfig hourly = EnsembleConfig.DEFAULT.withRound(3600 * SECOND, 0);
        Course course = new Course(hourly, 3600 * SECOND).behind(10 * MILLI);
        double most = 0;
        for (int i = 0; i < 24 * 30; i++) {
            course.round();
            most = Math.max(most, -course.behind);
        }
        assertThat(course.behind).isCloseTo(0, within(1_000.0));
        assertThat(most).isLessThan(1_000);
    }

    @Test
    void noiseOfTheReadingsIsSmoothed() {
        Course course = Course.ofSeconds();
        Random random = new Random(1);
        double worst = 0;
        for (int i = 0; i < 3600; i++) {
            course.round(100_000 * random.nextGaussian());
            worst = Math.max(worst, Math.abs(course.behind));
        }
        assertThat(worst).as("of 100 µs that each reading is off by").isLessThan(20_000);
    }

    @Test
    void limitsOutsideTheirRangesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PullLimits(0, SECOND))
                .withMessage("the pull's limit is 0 ppb; choose 1 ppb to 500 ppm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PullLimits(Double.NaN, SECOND))
                .withMessageContaining("choose 1 ppb to 500 ppm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PullLimits(20_000, SECOND - 1))
                .withMessage("the pull's time constant is 999.999999 ms; choose 1 s to 1 day");
    }
}
