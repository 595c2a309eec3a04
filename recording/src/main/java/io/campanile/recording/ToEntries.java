package io.campanile.recording;

import io.campanile.core.Exchange;
import io.campanile.core.replay.Event;
import io.campanile.core.replay.Event.Admitted;
import io.campanile.core.replay.Event.Begun;
import io.campanile.core.replay.Event.Closed;
import io.campanile.core.replay.Event.Concluded;
import io.campanile.core.replay.Event.Decided;
import io.campanile.core.replay.Event.Ended;
import io.campanile.core.replay.Event.Exchanged;
import io.campanile.core.replay.Event.Missing;
import io.campanile.core.replay.SlaveEvent;
import io.campanile.recording.v1.AdmittedEntry;
import io.campanile.recording.v1.ClosedEntry;
import io.campanile.recording.v1.ConcludedEntry;
import io.campanile.recording.v1.EndedEntry;
import io.campanile.recording.v1.Entry;
import io.campanile.recording.v1.ExchangedEntry;
import io.campanile.recording.v1.MissingEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entries of a file of what happens, and remembers what a file that begins in the middle has to begin with.
 *
 * <p>Not thread-safe: the {@link Recording}'s thread owns it.
 */
final class ToEntries {

    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<Long, Admitted> present = new LinkedHashMap<>();
    private final SlaveToEntries ofSlave = new SlaveToEntries();
    private @Nullable Begun term;
    private int lastNumber;

    /** What the next file begins with: what is open, and who is in. Slaves and sessions get other numbers in it. */
    List<Entry> carried() {
        numbers.clear();
        lastNumber = 0;
        Stream<Entry> ofMaster = Stream.concat(
                Optional.ofNullable(term).map(open -> begun(open, true)).stream(),
                present.values().stream().map(slave -> admitted(slave, true)));
        return Stream.concat(ofMaster, ofSlave.carried()).toList();
    }

    /** The entry of an event; empty for that of a slave which is not known, since the event of its coming is missing. */
    Optional<Entry> of(Event event) {
        if (event instanceof SlaveEvent told) {
            return ofSlave.of(told);
        } else if (event instanceof Begun begun) {
            term = begun;
            present.clear();
            return Optional.of(begun(begun, false));
        } else if (event instanceof Admitted admitted) {
            present.put(admitted.session(), admitted);
            return Optional.of(admitted(admitted, false));
        } else if (event instanceof Decided decided) {
            return Optional.of(Entry.newBuilder()
                    .setDecided(Decisions.of(decided, numbers::get))
                    .build());
        } else if (event instanceof Missing missing) {
            return Optional.of(Entry.newBuilder()
                    .setMissing(MissingEntry.newBuilder().setEntries(missing.events()))
                    .build());
        }
        return aboutSlave(event);
    }

    private Optional<Entry> aboutSlave(Event event) {
        Entry.Builder entry = Entry.newBuilder();
        if (event instanceof Exchanged exchanged) {
            return number(exchanged.session())
                    .map(n -> entry.setExchanged(entry(n, exchanged)).build());
        } else if (event instanceof Closed closed) {
            present.computeIfPresent(closed.session(), (session, slave) -> withVote(slave, closed.votes()));
            return number(closed.session())
                    .map(n -> entry.setClosed(entry(n, closed)).build());
        } else if (event instanceof Concluded concluded) {
            return number(concluded.session())
                    .map(n -> entry.setConcluded(entry(n, concluded)).build());
        } else if (event instanceof Ended ended) {
            present.remove(ended.session());
            return number(ended.session())
                    .map(n ->
                            entry.setEnded(EndedEntry.newBuilder().setSlave(n)).build());
        }
        throw new IllegalArgumentException("there is no entry for " + event);
    }

    /** A number stays given until the file ends: a round may be decided of who has just gone. */
    private Optional<Integer> number(long session) {
        return Optional.ofNullable(numbers.get(session));
    }

    private static Admitted withVote(Admitted slave, boolean votes) {
        return slave.votes() == votes
                ? slave
                : new Admitted(slave.session(), slave.name(), slave.epoch(), votes, slave.atNanos());
    }

    private static Entry begun(Begun event, boolean carried) {
        return Entry.newBuilder().setBegun(Terms.of(event, carried)).build();
    }

    private Entry admitted(Admitted event, boolean carried) {
        lastNumber++;
        numbers.put(event.session(), lastNumber);
        return Entry.newBuilder()
                .setAdmitted(AdmittedEntry.newBuilder()
                        .setCarried(carried)
                        .setSlave(lastNumber)
                        .setSession(event.session())
                        .setName(event.name())
                        .setEpoch(event.epoch())
                        .setVotes(event.votes())
                        .setAt(event.atNanos()))
                .build();
    }

    private static ExchangedEntry entry(int slave, Exchanged event) {
        Exchange exchange = event.exchange();
        ExchangedEntry.Builder entry = ExchangedEntry.newBuilder()
                .setSlave(slave)
                .setT1(exchange.t1())
                .setT2(exchange.t2() - exchange.t1())
                .setT3(exchange.t3() - exchange.t2())
                .setT4(exchange.t4() - exchange.t1())
                .setSequence(event.sequence())
                .setClock(Facts.of(event.clock(), exchange.t2()))
                .setStamps(ExchangedEntry.Stamps.valueOf(event.stamps().name()))
                .setProbeByKernel(event.byKernel())
                .setByDatagrams(event.byDatagrams());
        if (event.before() != null) {
            entry.setBeforeSequence(event.sequence() - event.before().sequence())
                    .setBeforeT3(event.before().t3() - exchange.t2());
        }
        return entry.build();
    }

    private static ClosedEntry entry(int slave, Closed event) {
        return ClosedEntry.newBuilder()
                .setSlave(slave)
                .setAt(event.atNanos())
                .setDisruptions(event.disruptions())
                .setVotes(event.votes())
                .build();
    }

    private static ConcludedEntry entry(int slave, Concluded event) {
        ConcludedEntry.Builder entry =
                ConcludedEntry.newBuilder().setSlave(slave).setRound(event.round());
        Optional.ofNullable(event.correction()).ifPresent(correction -> entry.setCorrection(Facts.of(correction)));
        return entry.build();
    }
}
