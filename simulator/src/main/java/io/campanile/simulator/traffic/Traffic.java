package io.campanile.simulator.traffic;

import io.campanile.core.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Other traffic on one way, which makes packets wait: unlike {@link io.campanile.simulator.world.Jitter}, each for about as long as
 * the one before. Immutable.
 */
public interface Traffic {

    /** An idle network. */
    Traffic NONE = new Traffic() {
        @Override
        public Wait begin(RandomGenerator random) {
            return seconds -> 0;
        }

        @Override
        public String toString() {
            return "none";
        }
    };

    /** How long packets wait on one way, in nanoseconds. It has a state: ask it forwards in time only. */
    @FunctionalInterface
    interface Wait {

        /**
         * The wait of a packet, 0 and more; less than 0 where a path has become shorter, or delays wander below their mean.
         *
         * @param seconds since the first packet; not before the last one that was asked for
         */
        double nanos(double seconds);
    }

    /** Begins on a way of its own. */
    Wait begin(RandomGenerator random);

    /**
     * Reads {@code none}, {@code standing:200us,5m,10m}, {@code bursty:100us,20s,60s}, {@code wandering:20us,100s}, {@code
     * selfsimilar:300us}, {@code longer:1ms,50m} or {@code file:NAME}.
     *
     * @throws IllegalArgumentException saying how to write it
     */
    static Traffic parse(String text) {
        if (text.isBlank() || text.trim().equals("none")) {
            return NONE;
        }
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon).trim();
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        return switch (kind) {
            case "standing" -> read(text, rest, 3, v -> new Standing(v[0], seconds(v[1]), seconds(v[2])));
            case "bursty" -> read(text, rest, 3, v -> new Bursty(v[0], seconds(v[1]), seconds(v[2])));
            case "wandering" -> read(text, rest, 2, v -> new Wandering(v[0], seconds(v[1])));
            case "selfsimilar" -> read(text, rest, 1, v -> new SelfSimilar(v[0]));
            case "longer" -> read(text, rest, 2, v -> new Longer(v[0], seconds(v[1])));
            case "file" -> recorded(Path.of(rest.trim()));
            default -> throw no(text);
        };
    }

    private static Traffic read(String text, String rest, int count, Function<double[], Traffic> make) {
        List<String> values = Arrays.stream(rest.split(",")).map(String::trim).toList();
        if (values.size() != count) {
            throw no(text);
        }
        return make.apply(values.stream().mapToDouble(Quantity::nanos).toArray());
    }

    private static double seconds(double nanos) {
        if (!(nanos > 0)) {
            throw new IllegalArgumentException("the times must be more than 0");
        }
        return nanos / 1e9;
    }

    private static Traffic recorded(Path file) {
        try {
            return Recorded.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read %s: %s".formatted(file, e), e);
        }
    }

    private static IllegalArgumentException no(String text) {
        return new IllegalArgumentException(
                "'%s' is no traffic: write none, standing:200us,5m,10m, bursty:100us,20s,60s, wandering:20us,100s,"
                                .formatted(text)
                        + " selfsimilar:300us, longer:1ms,50m or file:NAME");
    }
}
