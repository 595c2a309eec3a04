package io.campanile.simulator.scenario;

import java.util.Arrays;
import java.util.List;

/**
 * What goes wrong in a run.
 *
 * @param random whether the seed decides that, and with it the whole cluster
 * @param list otherwise: what, in any order
 */
public record Faults(boolean random, List<Fault> list) {

    /**
     * Reads a list with commas, or {@code random}.
     *
     * @throws IllegalArgumentException saying what is wrong with which
     */
    static Faults parse(String text) {
        if (text.trim().equals("random")) {
            return new Faults(true, List.of());
        }
        List<Fault> list = Arrays.stream(text.split(","))
                .filter(part -> !part.isBlank())
                .map(Fault::parse)
                .toList();
        return new Faults(false, list);
    }
}
