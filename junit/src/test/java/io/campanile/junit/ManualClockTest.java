package io.campanile.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.campanile.clock.ManualClusterClock;
import io.campanile.core.discipline.ClockStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

@ManualClock("2026-11-21T12:00:00Z")
class ManualClockTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final List<CompletionStage<Void>> WAITING = new ArrayList<>();

    private @Nullable ManualClusterClock setUp;

    @BeforeEach
    void asksForItBeforeTheTest(ManualClusterClock clock) {
        setUp = clock;
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @AfterAll
    static void waitsHaveEndedWithTheirTests() {
        assertThat(WAITING)
                .isNotEmpty()
                .allSatisfy(wait -> assertThat(wait.toCompletableFuture()).isCompletedExceptionally());
    }

    @Test
    void isTheSameForAllThatATestConsistsOf(ManualClusterClock clock, ManualClusterClock again) {
        clock.advance(Duration.ofHours(1));

        assertThat(again).isSameAs(clock).isSameAs(setUp);
    }

    @Test
    void isAnotherOneForEachTest(ManualClusterClock clock) {
        clock.advance(Duration.ofHours(2));
        WAITING.add(clock.awaitAfter(NOON.plus(Duration.ofDays(1))));

        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(2)));
    }

    @Nested
    class InANestedClass {

        @Test
        void showsWhatTheOuterOneSays(ManualClusterClock clock) {
            assertThat(clock.instant()).isEqualTo(NOON);
        }
    }

    /** Run by the tests below, which expect what becomes of it. */
    static class WithoutAMoment {

        @Test
        @ManualClock("noon")
        void shows(ManualClusterClock clock) {}
    }

    @ManualClock
    static class InAConstructor {

        InAConstructor(ManualClusterClock clock) {}

        @Test
        void never() {}
    }

    @Test
    void saysHowAMomentIsWritten() {
        assertFails(WithoutAMoment.class, "@ManualClock(\"noon\") is no moment: write it as in 2026-11-21T12:00:00Z");
    }

    @Test
    void saysWhereItIsToBeAskedFor() {
        assertFails(
                InAConstructor.class,
                "each test has a ManualClusterClock of its own: ask for it in the test or in a @BeforeEach method, not in a"
                        + " constructor or a @BeforeAll method");
    }

    private static void assertFails(Class<?> tests, String why) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .testEvents()
                .failed()
                .assertThatEvents()
                .haveExactly(1, EventConditions.finishedWithFailure(TestExecutionResultConditions.message(why)));
    }
}
