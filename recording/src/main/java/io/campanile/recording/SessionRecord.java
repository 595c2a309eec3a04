package io.campanile.recording;

import io.campanile.core.Series;
import io.campanile.core.discipline.Decision.Refusal;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Stamps;
import io.campanile.core.replay.SlaveEvent.Corrected;
import io.campanile.core.replay.SlaveEvent.Welcomed;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session of a recorded slave.
 *
 * <p>Not thread-safe: its {@link SlaveReplayReport} owns it.
 */
public final class SessionRecord {

    private final Welcomed welcome;
    private final SlaveFigures figures = new SlaveFigures();
    private final Series pauses = new Series();
    private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
    private long answers;
    private long byKernel;
    private long applied;
    private long stepped;
    private long lastAtNanos;
    private @Nullable String why;

    SessionRecord(Welcomed welcome) {
        this.welcome = welcome;
        this.lastAtNanos = welcome.atNanos();
    }

    void answered(Reading reading) {
        answers++;
        byKernel += reading.stamps() == Stamps.USER ? 0 : 1;
        pauses.add((double) reading.t3() - reading.t2());
        lastAtNanos = Math.max(lastAtNanos, reading.t3());
    }

    void corrected(Corrected event) {
        if (event.effect().refusal() != null) {
            refusals.merge(event.effect().refusal(), 1L, Long::sum);
            return;
        }
        applied++;
        stepped += event.effect().steppedNanos() == 0 ? 0 : 1;
        figures.corrected(event.atNanos(), event.correction());
    }

    void parted(String because) {
        why = because;
    }

    /** The master's epoch. */
    public long epoch() {
        return welcome.epoch();
    }

    /** What that master called the slave. */
    public String name() {
        return welcome.name();
    }

    /** For how long it answered. */
    public long forNanos() {
        return lastAtNanos - welcome.atNanos();
    }

    /** How many probes it answered. */
    public long answers() {
        return answers;
    }

    /** How many of them the kernel stamped as they came in. */
    public long byKernel() {
        return byKernel;
    }

    /** How long answers took, all but a share; NaN if there was none. */
    public double pauseNanos(double share) {
        return pauses.quantile(share);
    }

    /** How many corrections its clock applied. */
    public long applied() {
        return applied;
    }

    /** With how many of them it stepped. */
    public long stepped() {
        return stepped;
    }

    /** How many it refused, and why. */
    public Map<Refusal, Long> refusals() {
        return Collections.unmodifiableMap(refusals);
    }

    /** How far they moved the clock, and what they promised; without the first one. */
    public SlaveFigures figures() {
        return figures;
    }

    /** How it ended, in one sentence; empty if it had not. */
    public Optional<String> why() {
        return Optional.ofNullable(why);
    }
}
