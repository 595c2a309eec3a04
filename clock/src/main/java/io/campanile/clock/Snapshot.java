package io.campanile.clock;

import io.campanile.core.discipline.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * What readers of a {@link DisciplinedClock} see. Immutable.
 *
 * <p>A correction may slow the served time down. Between the moment from which the writer computes the new timeline and its
 * publication, a reader could hand out a later reading of the old one that the new one has yet to reach. So the old timeline is
 * republished <em>guarded</em> first, and the new one is guarded until it has passed what was handed out: readings of a guarded
 * timeline go through the greatest one that was.
 */
final class Snapshot {

    final Timeline timeline;
    final boolean guarded;

    /** How often the local clock was disrupted until then. */
    final long disruptions;

    /** The same timeline unguarded, for whichever reader finds it due; null while a writer is at work. */
    final @Nullable Snapshot opened;

    private Snapshot(Timeline timeline, boolean guarded, long disruptions, @Nullable Snapshot opened) {
        this.timeline = timeline;
        this.guarded = guarded;
        this.disruptions = disruptions;
        this.opened = opened;
    }

    static Snapshot open(Timeline timeline, long disruptions) {
        return new Snapshot(timeline, false, disruptions, null);
    }

    static Snapshot guarded(Timeline timeline, long disruptions) {
        return new Snapshot(timeline, true, disruptions, open(timeline, disruptions));
    }

    static Snapshot writing(Timeline timeline, long disruptions) {
        return new Snapshot(timeline, true, disruptions, null);
    }
}
