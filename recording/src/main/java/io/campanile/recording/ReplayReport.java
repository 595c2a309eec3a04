package io.campanile.recording;

import io.campanile.core.discipline.Correction;
import io.campanile.core.ensemble.RoundReport.Outcome;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.replay.Comparison;
import io.campanile.core.replay.Event.Admitted;
import io.campanile.core.replay.Event.Begun;
import io.campanile.core.replay.Event.Concluded;
import io.campanile.core.replay.Event.Decided;
import io.campanile.core.replay.Event.Exchanged;
import io.campanile.core.replay.Event.Missing;
import io.campanile.core.replay.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replays a recording and gathers what comes of it: what each slave was like, whether the decisions are those that were recorded, and
 * what other settings would have done.
 *
 * <p>Not thread-safe.
 */
public final class ReplayReport {

    private final Comparison comparison = new Comparison();
    private final Map<String, SlaveRecord> slaves = new LinkedHashMap<>();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Long> otherOutcomes = new EnumMap<>(Outcome.class);
    private long firstAt = Long.MAX_VALUE;
    private long lastAt;
    private long mostApartNanos;
    private @Nullable Recorded recorded;

    private ReplayReport() {}

    /**
     * Replays a recording.
     *
     * @param file the newest file
     * @param settings makes other settings of those that a term began with; null for none
     * @throws RecordingException if it is no recording, or a damaged one, or the other settings do not go together with those that were:
     *     one sentence that says what is wrong
     * @throws IOException if a file cannot be read: one sentence
     */
    public static ReplayReport of(Path file, @Nullable UnaryOperator<Begun> settings) throws IOException {
        ReplayReport report = new ReplayReport();
        Gatherer gatherer = report.new Gatherer();
        Replay replay = settings == null ? new Replay(gatherer) : new Replay(gatherer, settings);
        report.recorded = RecordingReader.read(file, replay::take);
        return report;
    }

    /** Hears what comes out. */
    private final class Gatherer implements Replay.Listener {

        @Override
        public void begun(Begun event) {
            comparison.begun(event);
        }

        @Override
        public void missing(Missing event) {
            comparison.missing(event);
        }

        @Override
        public void admitted(Admitted event) {
            record(event.name()).comes();
        }

        @Override
        public void exchanged(String slave, Exchanged event) {
            record(slave).exchanged(event.exchange());
            firstAt = Math.min(firstAt, event.exchange().t1());
        }

        @Override
        public void decided(Decided event, RoundResult now, @Nullable RoundResult otherwise) {
            comparison.decided(event, now, otherwise);
            lastAt = now.atNanos();
            firstAt = Math.min(firstAt, lastAt);
            outcomes.merge(now.outcome(), 1L, Long::sum);
            now.rejections()
                    .forEach(rejection -> record(rejection.slave()).asItWas().isLeftOut());
            if (otherwise != null) {
                decidedOtherwise(now, otherwise);
            }
        }

        private void decidedOtherwise(RoundResult now, RoundResult otherwise) {
            otherOutcomes.merge(otherwise.outcome(), 1L, Long::sum);
            otherwise
                    .rejections()
                    .forEach(rejection -> record(rejection.slave()).otherwise().isLeftOut());
            if (now.clusterTime().version() > 0 && otherwise.clusterTime().version() > 0) {
                long apart =
                        otherwise.clusterTime().at(lastAt) - now.clusterTime().at(lastAt);
                mostApartNanos = Math.max(mostApartNanos, Math.abs(apart));
            }
        }

        @Override
        public void concluded(String slave, Concluded event, @Nullable Correction now, @Nullable Correction otherwise) {
            comparison.concluded(slave, event, now, otherwise);
            if (now != null) {
                record(slave).asItWas().corrected(lastAt, now);
            }
            if (otherwise != null) {
                record(slave).otherwise().corrected(lastAt, otherwise);
            }
        }

        private SlaveRecord record(String slave) {
            return slaves.computeIfAbsent(slave, SlaveRecord::new);
        }
    }

    /** What was read. */
    public Recorded recorded() {
        if (recorded == null) {
            throw new IllegalStateException("nothing was read");
        }
        return recorded;
    }

    /** Whether the decisions are the same. */
    public Comparison comparison() {
        return comparison;
    }

    /** Who was in, in order of coming. */
    public Collection<SlaveRecord> slaves() {
        return List.copyOf(slaves.values());
    }

    /** How many rounds came out how, in an order that is always the same. */
    public Map<Outcome, Long> outcomes() {
        return Collections.unmodifiableMap(outcomes);
    }

    /** The same with other settings; empty without any. */
    public Map<Outcome, Long> otherOutcomes() {
        return Collections.unmodifiableMap(otherOutcomes);
    }

    /** How far cluster time would have been from what it was, at most. */
    public long mostApartNanos() {
        return mostApartNanos;
    }

    /** The master's local time at which it begins. */
    public long firstAtNanos() {
        return Math.min(firstAt, lastAt);
    }

    /** The master's local time at which the last round was decided. */
    public long lastAtNanos() {
        return lastAt;
    }
}
