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
 * come rounds, changes and, in a group of masters, the group once a second. The admin server's thread calls everything here.
 */
final class RoundEvents implements Page {

    private final EventStreams streams;
    private final RoundHistory history;
    private final long era;

    /**
     * Nobody listens yet.
     *
     * @param era tells this server's changes from those of another one, which are counted from 1, too
     */
    RoundEvents(EventStreams streams, RoundHistory history, long era) {
        this.streams = streams;
        this.history = history;
        this.era = era;
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

    /** Tells everybody how the group is, and what changed in it. */
    void send(GroupWatch.GroupEntry group, List<Change> changes) {
        streams.send(() -> Stream.concat(events(changes).stream(), Stream.of(new Event(null, "group", group)))
                .toList());
    }

    private List<Event> events(List<Change> changes) {
        return changes.stream()
                .map(change -> new Event(era + "." + change.id(), "change", change))
                .toList();
    }

    /** The number of the last change that the client saw; 0 if it saw none, or another server's. */
    private long lastSeen(Query query) {
        String id = query.header("last-event-id");
        String ours = era + ".";
        try {
            return id.startsWith(ours) ? Long.parseLong(id.substring(ours.length())) : 0;
        } catch (NumberFormatException e) {
            // Not one of ours either.
            return 0;
        }
    }
}
