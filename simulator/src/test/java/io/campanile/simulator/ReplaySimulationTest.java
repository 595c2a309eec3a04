package io.campanile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.replay.Comparison;
import io.campanile.core.replay.Event;
import io.campanile.core.replay.Event.Begun;
import io.campanile.core.replay.Event.Decided;
import io.campanile.core.replay.Event.Exchanged;
import io.campanile.core.replay.Event.Missing;
import io.campanile.core.replay.EventRecorder;
import io.campanile.core.replay.Replay;
import io.campanile.core.replay.SlaveEventRecorder;
import io.campanile.core.replay.SlaveReplay;
import io.campanile.simulator.node.SimulatedMaster;
import io.campanile.simulator.node.SimulatedSlave;
import io.campanile.simulator.scenario.Parameters;
import io.campanile.simulator.scenario.RandomFaults;
import io.campanile.simulator.scenario.Scenario;
import io.campanile.simulator.scenario.Scenarios;
import io.campanile.simulator.scenario.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a master was told makes the same decisions again: those of a whole simulated cluster, whatever happens to it. */
class ReplaySimulationTest {

    private static final Map<Setting, String> LIAR_LOSS_AND_CHURN = Map.of(
            Setting.SLAVES, "6",
            Setting.LIARS, "1",
            Setting.REFERENCE, "ensemble",
            Setting.BURST, "4",
            Setting.LOSS, "0.05",
            Setting.DURATION, "60s",
            Setting.WARM_UP, "10s",
            Setting.FAULTS, "20s leave slave-2 10s, 35s step slave-3 2s");

    private static Collection<List<Event>> random(String scenario, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Parameters drawn =
                RandomFaults.draw(Scenarios.named(scenario).orElseThrow().parameters(), random.split());
        return recorded(drawn, RandomFaults.REPEATS, random);
    }

    private static List<Event> recorded(Map<Setting, String> settings) {
        Scenario scenario = Scenarios.named("lan").orElseThrow().with(settings);
        return recorded(scenario.parameters(), 0, new SplittableRandom(7))
                .iterator()
                .next();
    }

    /** What each master that led has recorded. */
    private static Collection<List<Event>> recorded(Parameters parameters, double repeats, SplittableRandom random) {
        Cluster cluster = new Cluster(parameters, repeats, random);
        Map<SimulatedMaster, List<Event>> events = new LinkedHashMap<>();
        cluster.witness()
                .record(master -> new EventRecorder(events.computeIfAbsent(master, m -> new ArrayList<>())::add));
        new FaultInjector(cluster).plan(parameters.faults().list());
        cluster.time().run(Cluster.START_NANOS + parameters.durationNanos(), () -> {});
        return events.values();
    }

    private static Comparison replayed(List<Event> events) {
        Comparison comparison = new Comparison();
        Replay replay = new Replay(comparison);
        events.forEach(replay::take);
        return comparison;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void decidesTheSameAgainWhateverHappens(long seed) {
        for (List<Event> events : random("random-faults", seed)) {
            Comparison comparison = replayed(events);

            assertThat(comparison.first()).as("seed %s", seed).isEmpty();
            assertThat(comparison.rounds()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decidesTheSameAgainWhoeverLeads(long seed) {
        for (List<Event> events : random("random-group-faults", seed)) {
            assertThat(replayed(events).first()).as("seed %s", seed).isEmpty();
        }
    }

    /** What each slave was told, whether its machine slept, was set, or its master was another one by then. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everySlavesClockDoesTheSameAgainWhateverHappens(long seed) {
        String scenario = seed % 2 == 0 ? "random-group-faults" : "random-faults";
        SplittableRandom random = new SplittableRandom(seed);
        Parameters drawn =
                RandomFaults.draw(Scenarios.named(scenario).orElseThrow().parameters(), random.split());
        Cluster cluster = new Cluster(drawn, RandomFaults.REPEATS, random);
        Map<String, SlaveReplay> replays = new LinkedHashMap<>();
        for (SimulatedSlave slave : cluster.slaves()) {
            SlaveReplay replay = new SlaveReplay();
            replays.put(slave.name(), replay);
            slave.record(new SlaveEventRecorder(replay::take));
        }
        new FaultInjector(cluster).plan(drawn.faults().list());
        cluster.time().run(Cluster.START_NANOS + drawn.durationNanos(), () -> {});

        assertThat(replays).allSatisfy((name, replay) -> {
            assertThat(replay.first()).as("seed %s, %s", seed, name).isEmpty();
            assertThat(replay.readings()).isGreaterThan(replay.corrections());
            assertThat(replay.incomparableCorrections()).isZero();
        });
        assertThat(replays.values().stream().mapToLong(SlaveReplay::corrections).sum())
                .isGreaterThan(20);
    }

    @Test
    void decidesTheSameOfALiarOfOneThatComesAndGoesAndOfOneThatWasSet() {
        List<Event> events = recorded(LIAR_LOSS_AND_CHURN);

        Comparison comparison = replayed(events);

        assertThat(comparison.first()).isEmpty();
        assertThat(comparison.rounds()).isGreaterThan(50);
        assertThat(comparison.corrections()).isGreaterThan(200);
        assertThat(events).hasAtLeastOneElementOfType(Event.Ended.class);
        Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
        decisions(events).forEach(result -> result.rejections().forEach(r -> reasons.add(r.reason())));
        assertThat(reasons)
                .contains(RejectionReason.SILENT, RejectionReason.INCONSISTENT, RejectionReason.BEYOND_PANIC);
    }

    @Test
    void decidesTheSameOfUtcWhoeverIsWrongAboutIt() {
        List<Event> events = recorded(Map.of(
                Setting.SLAVES, "4",
                Setting.REFERENCE, "ensemble",
                Setting.UTC_ERROR, "500us",
                Setting.DURATION, "60s",
                Setting.WARM_UP, "10s",
                Setting.FAULTS, "20s utc-wrong slave-1 1h 30s, 30s utc-silent master 10s, 40s utc-jump world 5ms"));

        assertThat(replayed(events).first()).isEmpty();
        assertThat(decisions(events))
                .anySatisfy(result -> assertThat(result.turnout())
                        .satisfies(turnout -> assertThat(turnout.utcClaims()).isEqualTo(5))
                        .satisfies(turnout -> assertThat(turnout.utcAgreeing()).isEqualTo(4)));
    }

    private static List<RoundResult> decisions(List<Event> events) {
        return events.stream()
                .flatMap(event -> event instanceof Decided decided ? Stream.of(decided.result()) : Stream.empty())
                .toList();
    }

    @Test
    void saysWhichFieldDiffersFirst() {
        List<Event> events = recorded(LIAR_LOSS_AND_CHURN);
        int lost = events.size() / 2;
        while (!(events.get(lost) instanceof Exchanged)) {
            lost++;
        }
        events.remove(lost);

        Comparison.Found found = replayed(events).first().orElseThrow();

        assertThat(found.difference().field()).isNotEmpty();
        assertThat(found.difference().recorded())
                .isNotEqualTo(found.difference().now());
        assertThat(found.sentence()).startsWith("round ");
    }

    @Test
    void comparesNothingBehindAGap() {
        List<Event> events = recorded(LIAR_LOSS_AND_CHURN);
        int middle = events.size() / 2;
        events.remove(middle);
        events.add(middle, new Missing(1));

        Comparison comparison = replayed(events);

        assertThat(comparison.first()).isEmpty();
        assertThat(comparison.rounds()).isPositive();
        assertThat(comparison.incomparableRounds()).isPositive();
    }

    /** The outcomes of both. */
    private static final class Outcomes implements Replay.Listener {
        private final Set<Outcome> now = EnumSet.noneOf(Outcome.class);
        private final List<RoundResult> others = new ArrayList<>();

        @Override
        public void decided(Decided event, RoundResult result, @Nullable RoundResult otherwise) {
            now.add(result.outcome());
            if (otherwise != null) {
                others.add(otherwise);
            }
        }
    }

    private static Outcomes replayed(List<Event> events, UnaryOperator<EnsembleConfig> settings) {
        Outcomes outcomes = new Outcomes();
        Replay replay = new Replay(outcomes, (Begun term) -> term.with(settings.apply(term.limits())));
        events.forEach(replay::take);
        return outcomes;
    }

    @Test
    void tellsWhatAHigherQuorumWouldHaveDone() {
        Outcomes outcomes = replayed(recorded(LIAR_LOSS_AND_CHURN), limits -> limits.withQuorum(20));

        assertThat(outcomes.now).contains(Outcome.STEERED);
        assertThat(outcomes.others)
                .extracting(RoundResult::outcome)
                .contains(Outcome.BELOW_QUORUM)
                .doesNotContain(Outcome.STEERED);
    }

    @Test
    void lowersAQuorumThatNobodyReached() {
        List<Event> events = recorded(LIAR_LOSS_AND_CHURN);
        List<Event> refused = new ArrayList<>();
        // As if the master had been told to wait for more clocks than there are.
        events.forEach(event -> refused.add(
                event instanceof Begun term ? term.with(term.limits().withQuorum(20)) : event));

        Outcomes outcomes = replayed(refused, limits -> limits.withQuorum(1));

        assertThat(outcomes.now).doesNotContain(Outcome.STEERED);
        assertThat(outcomes.others).extracting(RoundResult::outcome).contains(Outcome.STEERED);
    }

    @Test
    void changesNothingWithTheSameSettings() {
        List<Event> events = recorded(LIAR_LOSS_AND_CHURN);
        Outcomes outcomes = replayed(events, limits -> limits);

        // Slaves obey at once what they obeyed a little later: that is all that may differ.
        List<RoundResult> recorded = decisions(events);
        assertThat(outcomes.others).hasSameSizeAs(recorded);
        long apart = 0;
        for (int i = 0; i < recorded.size(); i++) {
            RoundResult other = outcomes.others.get(i);
            assertThat(other.finding()).isEqualTo(recorded.get(i).finding());
            apart = Math.max(
                    apart,
                    Math.abs(other.clusterTime().offsetAt(other.atNanos())
                            - recorded.get(i).clusterTime().offsetAt(other.atNanos())));
        }
        assertThat(apart).isLessThan(10_000);
    }
}
