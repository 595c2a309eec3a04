package io.campanile.recording;

import io.campanile.core.Exchange;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.message.Departure;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.NodeName;
import io.campanile.core.message.Stamps;
import io.campanile.core.replay.Event;
import io.campanile.core.replay.Event.Admitted;
import io.campanile.core.replay.Event.Closed;
import io.campanile.core.replay.Event.Concluded;
import io.campanile.core.replay.Event.Decided;
import io.campanile.core.replay.Event.Ended;
import io.campanile.core.replay.Event.Exchanged;
import io.campanile.core.replay.Event.Missing;
import io.campanile.recording.v1.AdmittedEntry;
import io.campanile.recording.v1.ClosedEntry;
import io.campanile.recording.v1.ConcludedEntry;
import io.campanile.recording.v1.Entry;
import io.campanile.recording.v1.ExchangedEntry;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes events of the entries of one file. Values that break a range, as they would at the wire, throw {@link
 * IllegalArgumentException}, a sentence that names them.
 *
 * <p>Not thread-safe: the {@link RecordingReader} owns it.
 */
final class FromEntries {

    private final Map<Integer, Long> sessions = new HashMap<>();
    private final SlaveFromEntries ofSlave = new SlaveFromEntries();

    /** The event of an entry that is no head. */
    Event event(Entry entry) {
        return switch (entry.getEntryCase()) {
            case BEGUN -> Terms.term(entry.getBegun());
            case ADMITTED -> admitted(entry.getAdmitted());
            case EXCHANGED -> exchanged(entry.getExchanged());
            case CLOSED -> closed(entry.getClosed());
            case DECIDED -> decided(entry);
            case CONCLUDED -> concluded(entry.getConcluded());
            case ENDED -> new Ended(session(entry.getEnded().getSlave()));
            case MISSING -> new Missing(entry.getMissing().getEntries());
            case CLOCK_BEGUN -> SlaveFromEntries.event(entry.getClockBegun());
            case WELCOMED -> ofSlave.event(entry.getWelcomed());
            case ANSWERED -> ofSlave.event(entry.getAnswered());
            case CORRECTED -> SlaveFromEntries.event(entry.getCorrected());
            case CLOCK_CHANGED -> SlaveFromEntries.event(entry.getClockChanged());
            case PARTED -> ofSlave.event(entry.getParted());
            case HEAD -> throw new IllegalArgumentException("a file has one head");
            case ENTRY_NOT_SET ->
                throw new IllegalArgumentException(
                        "an entry is of a kind that this release does not know: a newer one has written it");
        };
    }

    /** Whether this tells of what began in an earlier file. */
    static boolean isCarried(Entry entry) {
        return entry.getBegun().getCarried()
                || entry.getAdmitted().getCarried()
                || entry.getClockBegun().getCarried()
                || entry.getWelcomed().getCarried();
    }

    private long session(int slave) {
        Long session = sessions.get(slave);
        if (session == null) {
            throw new IllegalArgumentException("there is no slave %s".formatted(slave));
        }
        return session;
    }

    private Admitted admitted(AdmittedEntry entry) {
        NodeName.require(entry.getName());
        if (entry.getEpoch() < 1) {
            throw new IllegalArgumentException("a slave is spoken to in epoch %s".formatted(entry.getEpoch()));
        }
        sessions.put(entry.getSlave(), entry.getSession());
        return new Admitted(
                entry.getSession(),
                entry.getName(),
                entry.getEpoch(),
                entry.getVotes(),
                time("a slave's coming", entry.getAt()));
    }

    private Exchanged exchanged(ExchangedEntry entry) {
        long session = session(entry.getSlave());
        long t1 = time("t1", entry.getT1());
        long t2 = t1 + entry.getT2();
        long t3 = t2 + entry.getT3();
        long t4 = time("t4", t1 + entry.getT4());
        ClockState clock = Facts.clock(entry.getClock(), t2);
        Stamps stamps = Facts.named(Stamps.class, entry.getStamps().name());
        Departure before = entry.hasBeforeSequence()
                ? new Departure(entry.getSequence() - entry.getBeforeSequence(), t2 + entry.getBeforeT3())
                : null;
        // It checks what a slave can have said.
        Reading said = new Reading(session, 0, entry.getSequence(), 0, t2, t3, clock, stamps, before);
        return new Exchanged(
                session,
                new Exchange(t1, said.t2(), said.t3(), t4),
                said.sequence(),
                said.clock(),
                said.stamps(),
                said.before(),
                entry.getProbeByKernel(),
                entry.getByDatagrams());
    }

    private Closed closed(ClosedEntry entry) {
        return new Closed(
                session(entry.getSlave()),
                time("a round's end", entry.getAt()),
                entry.getDisruptions(),
                entry.getVotes());
    }

    private Decided decided(Entry entry) {
        time("a decision", entry.getDecided().getAt());
        return Decisions.decided(entry.getDecided(), this::session);
    }

    private Concluded concluded(ConcludedEntry entry) {
        return new Concluded(
                session(entry.getSlave()),
                entry.getRound(),
                entry.hasCorrection() ? Facts.correction(entry.getCorrection()) : null);
    }

    static long time(String what, long nanos) {
        if (nanos < 0 || nanos >= Message.MAX_NANOS) {
            throw new IllegalArgumentException("%s is at %s; it must be 0 to 2^62 ns".formatted(what, nanos));
        }
        return nanos;
    }
}
