package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/**
 * How well slave processes agree, seen from outside: each prints cluster time beside the machine's own clock, and so the
 * difference of those differences is the true disagreement of two slaves on one machine.
 */
final class Agreement {

    /** How often the slaves print, at whole multiples of it: their {@code --interval}. */
    static final long INTERVAL_NANOS = 100_000_000;

    /** What they are started with for this. */
    static final List<String> PRINTING = List.of("--print=json", "--interval=" + INTERVAL_NANOS + "ns");

    /** Generous, for machines that are busy with other things, whose clocks start seconds apart: how exact it is, the virtual-time tests say. */
    private static final long LIMIT_NANOS = 20_000_000;

    /** The two lines of a pair are printed within a few milliseconds: what the clocks may drift apart meanwhile. */
    private static final long PRINTING_NANOS = 20_000;

    private static final int LAST_MOMENTS = 5;
    private static final long RECENT_NANOS = 3_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Agreement() {}

    /** A slave that prints JSON, wherever it runs. */
    interface Printer {

        /** The lines that it has printed to standard output. */
        List<String> out();
    }

    /**
     * What one slave printed.
     *
     * @param hostNanos the machine's clock
     * @param clusterNanos cluster time at that instant
     * @param errorNanos how far that can be off
     */
    record Line(long hostNanos, long clusterNanos, long errorNanos) {

        long ahead() {
            return clusterNanos - hostNanos;
        }
    }

    /**
     * What several slaves printed at one moment.
     *
     * @param hostNanos the machine's clock, about
     * @param spreadNanos the largest disagreement of two of them
     * @param excessNanos by how much the worst disagreement of two exceeds the sum of their bounds; negative when none does
     */
    record Moment(long hostNanos, long spreadNanos, long excessNanos) {}

    /** The synchronized lines of one slave. */
    static List<Line> lines(Printer slave) {
        List<Line> lines = new ArrayList<>();
        for (String text : slave.out()) {
            JsonNode node = parse(text);
            if (node.path("error_ns").isNumber()) {
                lines.add(new Line(
                        node.get("host_ns").asLong(),
                        node.get("cluster_ns").asLong(),
                        node.get("error_ns").asLong()));
            }
        }
        return lines;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a slave printed no JSON: " + text, e);
        }
    }

    /** Of each of them. Their logs are read once for this: that takes its time where they are containers. */
    private static List<List<Line>> read(Collection<? extends Printer> slaves) {
        return slaves.stream().map(Agreement::lines).toList();
    }

    /** The moments at which all slaves printed, of which these are the lines. */
    private static List<Moment> moments(List<List<Line>> slaves) {
        NavigableMap<Long, List<Line>> byTick = new TreeMap<>();
        for (List<Line> slave : slaves) {
            for (Line line : slave) {
                long tick = Math.round((double) line.hostNanos() / INTERVAL_NANOS);
                byTick.computeIfAbsent(tick, t -> new ArrayList<>()).add(line);
            }
        }
        return byTick.entrySet().stream()
                .filter(e -> e.getValue().size() == slaves.size())
                .map(Agreement::moment)
                .toList();
    }

    private static Moment moment(Map.Entry<Long, List<Line>> entry) {
        long spread = 0;
        long excess = Long.MIN_VALUE;
        for (Line a : entry.getValue()) {
            for (Line b : entry.getValue()) {
                long apart = a.ahead() - b.ahead();
                spread = Math.max(spread, apart);
                excess = Math.max(excess, apart - a.errorNanos() - b.errorNanos());
            }
        }
        return new Moment(entry.getKey() * INTERVAL_NANOS, spread, excess);
    }

    /** How often cluster time was less than in the slave's line before. */
    static long backwardReadings(List<Line> lines) {
        long backward = 0;
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).clusterNanos() < lines.get(i - 1).clusterNanos()) {
                backward++;
            }
        }
        return backward;
    }

    /** The machine's clock at the last moment at which all of these slaves printed; 0 when they never did. */
    static long lastMoment(Collection<? extends Printer> slaves) {
        return moments(read(slaves)).stream().mapToLong(Moment::hostNanos).max().orElse(0);
    }

    /** They have agreed lately. */
    static void assertReached(Collection<? extends Printer> slaves) {
        List<Moment> moments = moments(read(slaves));
        assertThat(moments).hasSizeGreaterThan(LAST_MOMENTS);
        assertClose(moments.subList(moments.size() - LAST_MOMENTS, moments.size()));
        // A frozen slave's old lines are no agreement.
        long last = moments.get(moments.size() - 1).hostNanos();
        assertThat(System.currentTimeMillis() * 1_000_000 - last).isLessThan(RECENT_NANOS);
    }

    /** They have agreed at this many moments since, and at all that there were. */
    static void assertKept(Collection<? extends Printer> slaves, long sinceHostNanos, int moments) {
        List<Moment> since = moments(read(slaves)).stream()
                .filter(m -> m.hostNanos() > sinceHostNanos)
                .toList();
        assertThat(since).hasSizeGreaterThanOrEqualTo(moments);
        assertClose(since);
    }

    /** Waits until they have agreed lately. */
    static void awaitReached(Collection<? extends Printer> slaves, Duration patience) {
        Awaitility.await("agreement").atMost(patience).untilAsserted(() -> assertReached(slaves));
    }

    /** Waits for this many more moments: they agree at each. */
    static void awaitKept(Collection<? extends Printer> slaves, int moments, Duration patience) {
        long since = lastMoment(slaves);
        Awaitility.await("more readings").atMost(patience).untilAsserted(() -> assertKept(slaves, since, moments));
    }

    private static void assertClose(List<Moment> moments) {
        assertThat(moments).allSatisfy(m -> assertThat(m.spreadNanos()).isLessThan(LIMIT_NANOS));
    }

    /** Since they started, no slave's time went back, and no two ever differed by more than they said. */
    static void assertNobodyLiedOrWentBack(Collection<? extends Printer> slaves) {
        List<List<Line>> lines = read(slaves);
        assertThat(lines).allSatisfy(l -> assertThat(backwardReadings(l)).isZero());
        assertThat(moments(lines))
                .isNotEmpty()
                .allSatisfy(m -> assertThat(m.excessNanos()).isLessThan(PRINTING_NANOS));
    }
}
