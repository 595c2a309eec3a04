package io.campanile.admin.master;

import io.campanile.admin.web.Query;
import io.campanile.core.message.Standing;
import io.campanile.master.MasterStatus;
import io.campanile.master.SlaveStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /api/v1/slaves}: one page of them.
 *
 * @param round the number of the round that it is about; 0 before the first
 * @param total how many slaves there are: those that are connected, and those that are lost
 * @param matching how many of them were asked for
 * @param slaves one page of those
 */
record SlavesDocument(long round, int total, int matching, List<StatusDocument.Slave> slaves) {

    private static final int MAX_PAGE = 1000;

    /** Where slaves can stand. */
    private static final List<String> STATES = Stream.concat(
                    Arrays.stream(Standing.values()).map(Standing::name), Stream.of(StatusDocument.LOST))
            .toList();

    /** What pages can be sorted by; clocks by how far they are off, to whichever side. */
    private static final Map<String, Comparator<SlaveStatus>> ORDERS = Map.of(
            "name", Comparator.comparing(SlaveStatus::name),
            "address", Comparator.comparing(SlaveStatus::address),
            "state",
                    Comparator.comparing((SlaveStatus slave) -> slave.loss() != null)
                            .thenComparing(SlaveStatus::standing),
            "offset", bySize(SlaveStatus::offsetNanos),
            "error", bySize(SlaveStatus::errorNanos),
            "drift", bySize(SlaveStatus::driftPpb),
            "delay", bySize(SlaveStatus::delayNanos),
            "age", Comparator.comparing(SlaveStatus::lastHeardAtNanos).reversed());

    /** A slave that was never measured comes before all others. */
    private static Comparator<SlaveStatus> bySize(Function<SlaveStatus, @Nullable Number> property) {
        return Comparator.comparingDouble(slave -> {
            Number value = property.apply(slave);
            return value == null ? -1 : Math.abs(value.doubleValue());
        });
    }

    /**
     * The page that a query asks for: {@code state}, {@code search} in names and addresses, {@code sort} (a leading
     * minus turns it round; by default the order of joining), {@code offset}, {@code limit}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static SlavesDocument of(MasterStatus status, Query query, long nowNanos) {
        List<SlaveStatus> all = new ArrayList<>(status.slaves());
        all.addAll(status.lost());
        List<SlaveStatus> matching = matching(all, query);
        String sort = query.text("sort", "");
        if (!sort.isEmpty()) {
            matching.sort(order(sort));
        }
        int offset = query.number("offset", 0, 0, Integer.MAX_VALUE);
        int limit = query.number("limit", 100, 1, MAX_PAGE);
        return new SlavesDocument(
                status.round() == null ? 0 : status.round().number(),
                all.size(),
                matching.size(),
                matching.stream()
                        .skip(offset)
                        .limit(limit)
                        .map(s -> StatusDocument.Slave.of(s, nowNanos))
                        .toList());
    }

    private static List<SlaveStatus> matching(List<SlaveStatus> slaves, Query query) {
        String state = query.text("state", "").toUpperCase(Locale.ROOT);
        String search = query.text("search", "");
        List<SlaveStatus> matching = new ArrayList<>(slaves);
        if (!state.isEmpty()) {
            if (!STATES.contains(state)) {
                throw new IllegalArgumentException("state is '%s'; choose one of %s".formatted(state, STATES));
            }
            matching.removeIf(s -> !StatusDocument.Slave.state(s).equals(state));
        }
        if (!search.isEmpty()) {
            matching.removeIf(s -> !s.name().contains(search) && !s.address().contains(search));
        }
        return matching;
    }

    private static Comparator<SlaveStatus> order(String sort) {
        boolean descending = sort.startsWith("-");
        Comparator<SlaveStatus> order = ORDERS.get(descending ? sort.substring(1) : sort);
        if (order == null) {
            throw new IllegalArgumentException("cannot sort by '%s'; choose one of %s, with a minus for the other way"
                    .formatted(sort, ORDERS.keySet().stream().sorted().toList()));
        }
        return descending ? order.reversed() : order;
    }
}
