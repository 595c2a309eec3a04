package io.campanile.admin.master;

import io.campanile.admin.web.Answer;
import io.campanile.admin.web.Event;
import io.campanile.admin.web.EventStreams;
import io.campanile.admin.web.Page;
import io.campanile.admin.web.Query;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * {@code /api/v1/events}: each stream begins with the last changes, or those after the one that the client saw last; then
 * come rounds and changes as they happen. The admin server's thread calls everything here.
 */
final class RoundEvents implements Page {

    private final EventStreams streams;
    private final RoundHistory history;
    private final long epoch;

    /**
     * Nobody listens yet.
     *
     * @param epoch the master's epoch: another master counts its changes from 1 again
     */
    RoundEvents(EventStreams streams, RoundHistory history, long epoch) {
        this.streams = streams;
        this.history = history;
        this.epoch = epoch;
    }

    @Override
    public CompletableFuture<Answer> get(Query query) {
        long seen = lastSeen(query);
        return CompletableFuture.completedFuture(streams.open(query, () -> events(history.changesAfter(seen))));
    }

    /** Tells everybody what a round brought. */
    void send(RoundDocument round, List<Change> changes) {
        streams.send(() -> Stream.concat(events(changes).stream(), Stream.of(new Event(null, "round", round)))
                .toList());
    }

    private List<Event> events(List<Change> changes) {
        return changes.stream()
                .map(change -> new Event(epoch + "." + change.id(), "change", change))
                .toList();
    }

    /** The number of the last change that the client saw; 0 if it saw none, or another master's. */
    private long lastSeen(Query query) {
        String id = query.header("last-event-id");
        String ours = epoch + ".";
        try {
            return id.startsWith(ours) ? Long.parseLong(id.substring(ours.length())) : 0;
        } catch (NumberFormatException e) {
            // Not one of ours either.
            return 0;
        }
    }
}
