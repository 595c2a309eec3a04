package io.campanile.simulator.traffic;

import io.campanile.core.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Waits that somebody has measured. A file has one on each line, behind the time from which on it holds: {@code 1.5s 230us}. After
 * the last one it begins again.
 *
 * @param nanos by the seconds from which on they hold; the first is 0
 * @param length after how many seconds it begins again; more than the last of them
 */
record Recorded(NavigableMap<Double, Double> nanos, double length) implements Traffic {

    private static final Pattern WHITE = Pattern.compile("\\s+");

    /** Reads the file. Empty lines and those that begin with # count nothing. */
    static Recorded read(Path file) throws IOException {
        NavigableMap<Double, Double> nanos = new TreeMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = "%s, line %s: ".formatted(file, i + 1);
            String[] two = WHITE.split(line, -1);
            if (two.length != 2) {
                throw new IllegalArgumentException(where + "write a time and a wait, such as 1.5s 230us");
            }
            double at = nanos(where, two[0]) / 1e9;
            if (!nanos.isEmpty() && at <= nanos.lastKey()) {
                throw new IllegalArgumentException(where + "the times must rise");
            }
            nanos.put(at, nanos(where, two[1]));
        }
        if (nanos.size() < 2) {
            throw new IllegalArgumentException("%s: write two lines at least".formatted(file));
        }
        nanos.putIfAbsent(0.0, 0.0);
        double last = nanos.lastKey();
        return new Recorded(nanos, last + (last - nanos.lowerKey(last)));
    }

    private static double nanos(String where, String text) {
        try {
            return (double) Quantity.nanos(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + e.getMessage(), e);
        }
    }

    @Override
    public Wait begin(RandomGenerator random) {
        return seconds -> {
            Map.Entry<Double, Double> holds = nanos.floorEntry(seconds % length);
            return holds.getValue();
        };
    }
}
