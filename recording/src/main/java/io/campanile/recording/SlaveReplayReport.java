package io.campanile.recording;

import io.campanile.core.replay.Event;
import io.campanile.core.replay.SlaveEvent.Answered;
import io.campanile.core.replay.SlaveEvent.Corrected;
import io.campanile.core.replay.SlaveEvent.Disrupted;
import io.campanile.core.replay.SlaveEvent.Parted;
import io.campanile.core.replay.SlaveEvent.Rejected;
import io.campanile.core.replay.SlaveEvent.Welcomed;
import io.campanile.core.replay.SlaveReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replays the recording of a slave and gathers what comes of it: what its sessions were like, and whether its clock does again what it
 * did.
 *
 * <p>Not thread-safe.
 */
public final class SlaveReplayReport {

    private final SlaveReplay replay = new SlaveReplay();
    private final List<SessionRecord> sessions = new ArrayList<>();
    private final Map<Long, SessionRecord> open = new HashMap<>();
    private long disruptions;
    private long rejections;
    private long firstAt = Long.MAX_VALUE;
    private long lastAt;
    private @Nullable Recorded recorded;

    private SlaveReplayReport() {}

    /**
     * Replays a recording.
     *
     * @param file the newest file
     * @throws RecordingException if it is no recording of a slave, or a damaged one: one sentence that says what is wrong
     * @throws IOException if a file cannot be read: one sentence
     */
    public static SlaveReplayReport of(Path file) throws IOException {
        SlaveReplayReport report = new SlaveReplayReport();
        report.recorded = RecordingReader.read(file, report::take);
        return report;
    }

    private void take(Event event) {
        replay.take(event);
        if (event instanceof Welcomed welcomed) {
            SessionRecord session = new SessionRecord(welcomed);
            sessions.add(session);
            open.put(welcomed.session(), session);
            at(welcomed.atNanos());
        } else if (event instanceof Answered answered) {
            at(answered.reading().t3());
            Optional.ofNullable(open.get(answered.reading().session()))
                    .ifPresent(session -> session.answered(answered.reading()));
        } else if (event instanceof Corrected corrected) {
            at(corrected.atNanos());
            teller(corrected).ifPresent(session -> session.corrected(corrected));
        } else if (event instanceof Parted parted) {
            Optional.ofNullable(open.remove(parted.session())).ifPresent(session -> session.parted(parted.why()));
        } else if (event instanceof Disrupted) {
            disruptions++;
        } else if (event instanceof Rejected) {
            rejections++;
        }
    }

    /** A clock does not know who corrects it: the last master of that epoch, or the last at all. */
    private Optional<SessionRecord> teller(Corrected event) {
        for (int i = sessions.size() - 1; i >= 0; i--) {
            if (sessions.get(i).epoch() == event.correction().epoch()) {
                return Optional.of(sessions.get(i));
            }
        }
        return sessions.isEmpty() ? Optional.empty() : Optional.of(sessions.get(sessions.size() - 1));
    }

    private void at(long nanos) {
        firstAt = Math.min(firstAt, nanos);
        lastAt = Math.max(lastAt, nanos);
    }

    /** What was read. */
    public Recorded recorded() {
        if (recorded == null) {
            throw new IllegalStateException("nothing was read");
        }
        return recorded;
    }

    /** Whether the clock does the same again. */
    public SlaveReplay comparison() {
        return replay;
    }

    /** All sessions in which it was welcome, in their order. */
    public List<SessionRecord> sessions() {
        return List.copyOf(sessions);
    }

    /** How often its local clock was disrupted. */
    public long disruptions() {
        return disruptions;
    }

    /** How often a master found it wrong. */
    public long rejections() {
        return rejections;
    }

    /** The slave's local time at which it begins. */
    public long firstAtNanos() {
        return Math.min(firstAt, lastAt);
    }

    /** The slave's local time of the last that is known. */
    public long lastAtNanos() {
        return lastAt;
    }
}
