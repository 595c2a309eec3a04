package io.campanile.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How well slave processes agree, seen from outside: each prints cluster time beside the machine's own clock, and so the
 * difference of those differences is the true disagreement of two slaves on one machine.
 */
final class Agreement {

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

    /** The moments at which all of these slaves printed; they print at whole multiples of their interval. */
    static List<Moment> moments(Collection<? extends Printer> slaves, long intervalNanos) {
        NavigableMap<Long, List<Line>> byTick = new TreeMap<>();
        for (Printer slave : slaves) {
            for (Line line : lines(slave)) {
                long tick = Math.round((double) line.hostNanos() / intervalNanos);
                byTick.computeIfAbsent(tick, t -> new ArrayList<>()).add(line);
            }
        }
        return byTick.entrySet().stream()
                .filter(e -> e.getValue().size() == slaves.size())
                .map(e -> moment(e, intervalNanos))
                .toList();
    }

    private static Moment moment(Map.Entry<Long, List<Line>> entry, long intervalNanos) {
        long spread = 0;
        long excess = Long.MIN_VALUE;
        for (Line a : entry.getValue()) {
            for (Line b : entry.getValue()) {
                long apart = a.ahead() - b.ahead();
                spread = Math.max(spread, apart);
                excess = Math.max(excess, apart - a.errorNanos() - b.errorNanos());
            }
        }
        return new Moment(entry.getKey() * intervalNanos, spread, excess);
    }

    /** How often a slave's cluster time was less than in the line before. */
    static long backwardReadings(Printer slave) {
        List<Line> lines = lines(slave);
        long backward = 0;
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).clusterNanos() < lines.get(i - 1).clusterNanos()) {
                backward++;
            }
        }
        return backward;
    }
}
