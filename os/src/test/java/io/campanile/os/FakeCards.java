package io.campanile.os;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** Network cards as a test wants them. */
final class FakeCards implements Cards {

    private final Map<String, Integer> clocks = new HashMap<>();
    private final Set<String> up = new TreeSet<>();
    private final Set<String> stamping = new HashSet<>();
    final List<String> set = new ArrayList<>();
    boolean mayBeSet;
    int error;

    /** An interface that has this clock. */
    FakeCards with(String name, int clock, boolean stamps) {
        up.add(name);
        clocks.put(name, clock);
        if (stamps) {
            stamping.add(name);
        }
        return this;
    }

    @Override
    public List<String> interfaces() {
        return List.copyOf(up);
    }

    @Override
    public int clockOf(String name) {
        return clocks.getOrDefault(name, -1);
    }

    @Override
    public boolean stampsAll(String name) {
        return stamping.contains(name);
    }

    @Override
    public boolean mayBeSet() {
        return mayBeSet;
    }

    @Override
    public int stampAll(String name) {
        set.add(name);
        if (error == 0) {
            stamping.add(name);
        }
        return error;
    }

    @Override
    public LongSupplier clock(int number) throws IOException {
        if (number > 9) {
            throw new IOException(
                    "this process cannot read /dev/ptp%s (error number 13): give it the right to".formatted(number));
        }
        long began = System.nanoTime();
        return () -> System.nanoTime() - began;
    }
}
