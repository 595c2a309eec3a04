package io.campanile.simulator.scenario;

import static io.campanile.simulator.scenario.Setting.BURST;
import static io.campanile.simulator.scenario.Setting.CONNECTION;
import static io.campanile.simulator.scenario.Setting.DELAY;
import static io.campanile.simulator.scenario.Setting.DURATION;
import static io.campanile.simulator.scenario.Setting.FAULTS;
import static io.campanile.simulator.scenario.Setting.HOLDOVER;
import static io.campanile.simulator.scenario.Setting.JITTER;
import static io.campanile.simulator.scenario.Setting.LIARS;
import static io.campanile.simulator.scenario.Setting.LIE;
import static io.campanile.simulator.scenario.Setting.LOSS;
import static io.campanile.simulator.scenario.Setting.MASTERS;
import static io.campanile.simulator.scenario.Setting.MASTER_WANDER;
import static io.campanile.simulator.scenario.Setting.MAX_DRIFT;
import static io.campanile.simulator.scenario.Setting.MAX_OFFSET;
import static io.campanile.simulator.scenario.Setting.PROMPT_SLAVES;
import static io.campanile.simulator.scenario.Setting.REFERENCE;
import static io.campanile.simulator.scenario.Setting.RETURN_DELAY;
import static io.campanile.simulator.scenario.Setting.RETURN_JITTER;
import static io.campanile.simulator.scenario.Setting.RETURN_TRAFFIC;
import static io.campanile.simulator.scenario.Setting.ROUND;
import static io.campanile.simulator.scenario.Setting.SLAVES;
import static io.campanile.simulator.scenario.Setting.TRAFFIC;
import static io.campanile.simulator.scenario.Setting.TREE;
import static io.campanile.simulator.scenario.Setting.UTC_ERROR;
import static io.campanile.simulator.scenario.Setting.WANDER;
import static io.campanile.simulator.scenario.Setting.WARM_UP;

import io.campanile.core.Quantity;
import io.campanile.core.Units;
import io.campanile.core.ensemble.Reference;
import io.campanile.simulator.node.LieKind;
import io.campanile.simulator.traffic.Traffic;
import io.campanile.simulator.world.Delay;
import io.campanile.simulator.world.Jitter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What to simulate: the settings as they were written, each of them readable.
 *
 * <p>Guarantee: every value was checked when the scenario was made.
 */
public final class Scenario {

    private static final int MAX_MASTERS = 7;
    private static final int MAX_SLAVES = 1000;

    /** Lineages are no longer. */
    private static final int MAX_LEVELS = 8;

    private static final int MAX_CLOCKS = 20_000;

    /** The warm-up is a fifth of the duration. */
    private static final long WARM_UP_SHARE = 5;

    private static final double MAX_LOSS = 0.9;
    private static final long DAY_NANOS = 86_400_000_000_000L;

    /** A wander of 1e-6 in a second is no clock any more. */
    private static final double MAX_WANDER = 1e-6;

    private final String name;
    private final Map<Setting, String> given;
    private final Parameters parameters;

    private Scenario(String name, Map<Setting, String> given) {
        this.name = name;
        this.given = given;
        this.parameters = parse();
    }

    /**
     * A scenario with these settings, the others at their standard values.
     *
     * @param name what people call it
     * @throws IllegalArgumentException naming the setting, the value and how to write it
     */
    static Scenario of(String name, Map<Setting, String> given) {
        return new Scenario(name, Map.copyOf(given));
    }

    /**
     * The same with these settings instead.
     *
     * @throws IllegalArgumentException naming the setting, the value and how to write it
     */
    public Scenario with(Map<Setting, String> others) {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        all.putAll(given);
        all.putAll(others);
        return new Scenario(name, Map.copyOf(all));
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    /** A setting as it was written, or its standard value; empty for one that follows another. */
    public String text(Setting setting) {
        return given.getOrDefault(setting, setting.standard().orElse(""));
    }

    /** How often a round starts. */
    public double roundSeconds() {
        return (double) parameters.roundNanos() / Units.SECOND_NANOS;
    }

    /** How much of it is not counted. */
    public int warmUpSeconds() {
        return (int) (parameters.warmUpNanos() / Units.SECOND_NANOS);
    }

    public Parameters parameters() {
        return parameters;
    }

    /** What to type to see the same run again. */
    public String command(long seed) {
        String options = new TreeMap<>(given)
                .entrySet().stream()
                        .map(e -> " --%s %s".formatted(e.getKey().key(), quoted(e.getValue())))
                        .collect(Collectors.joining());
        return "campanile simulate%s --seed %s".formatted(options, seed);
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9:.-]+") ? value : "'" + value + "'";
    }

    private Parameters parse() {
        int slaves = value(SLAVES, t -> Quantity.count(t, 1, MAX_SLAVES));
        Delay there = new Delay(
                value(DELAY, Scenario::positive), value(JITTER, Jitter::parse), value(TRAFFIC, Traffic::parse));
        Delay back = new Delay(
                given.containsKey(RETURN_DELAY) ? value(RETURN_DELAY, Scenario::positive) : there.baseNanos(),
                given.containsKey(RETURN_JITTER) ? value(RETURN_JITTER, Jitter::parse) : there.jitter(),
                value(RETURN_TRAFFIC, Traffic::parse));
        long duration = value(DURATION, t -> within(t, 1_000_000_000L, 30 * DAY_NANOS, "1s to 30d"));
        return new Parameters(
                masters(),
                slaves,
                tree(),
                duration,
                given.containsKey(WARM_UP)
                        ? value(WARM_UP, t -> within(t, 0, duration - 1, "0s to less than the duration"))
                        : duration / WARM_UP_SHARE,
                value(ROUND, t -> within(t, 10_000_000L, 3_600_000_000_000L, "10ms to 1h")),
                value(BURST, t -> Quantity.count(t, 1, 16)),
                value(PROMPT_SLAVES, t -> Quantity.count(t, 0, MAX_SLAVES)),
                value(HOLDOVER, t -> within(t, 1_000_000_000L, DAY_NANOS, "1s to 1d")),
                value(MAX_OFFSET, t -> within(t, 0, 36_500 * DAY_NANOS, "0s to 36500d")),
                value(MAX_DRIFT, Quantity::ppb),
                value(WANDER, Scenario::wanderPpb),
                value(MASTER_WANDER, Scenario::wanderPpb),
                value(REFERENCE, Scenario::reference),
                there,
                back,
                value(LOSS, t -> Quantity.number(t, 0, MAX_LOSS)),
                value(CONNECTION, Scenario::connection),
                value(LIARS, t -> Quantity.count(t, 0, slaves)),
                value(LIE, LieKind::parse),
                value(UTC_ERROR, Scenario::utcError),
                value(FAULTS, Faults::parse));
    }

    private int masters() {
        int masters = value(MASTERS, t -> Quantity.count(t, 1, MAX_MASTERS));
        if (masters > 1 && value(REFERENCE, Scenario::reference) == Reference.LOCAL) {
            throw new IllegalArgumentException(
                    "masters: %s of them have as many clocks; choose the reference ensemble, or one master"
                            .formatted(masters));
        }
        return masters;
    }

    private List<Integer> tree() {
        List<Integer> tree = value(TREE, Scenario::fanOut);
        boolean plain = value(REFERENCE, Scenario::reference) == Reference.ENSEMBLE
                && text(LIARS).equals("0")
                && !value(FAULTS, Faults::parse).random();
        if (!tree.isEmpty() && !plain) {
            throw new IllegalArgumentException(
                    "tree: its masters are clocks among others; choose the reference ensemble, no liars, and faults by their names");
        }
        return tree;
    }

    private static List<Integer> fanOut(String text) {
        if (text.equals("none")) {
            return List.of();
        }
        List<Integer> fanOut = Arrays.stream(text.split(",", -1))
                .map(part -> Quantity.count(part.trim(), 1, MAX_CLOCKS))
                .toList();
        long clocks = 1;
        for (int each : fanOut) {
            clocks = Math.min(Integer.MAX_VALUE, clocks * each);
        }
        if (fanOut.size() > MAX_LEVELS || clocks > MAX_CLOCKS) {
            throw new IllegalArgumentException("%s is too large; choose %s numbers at most, and %s slaves in all"
                    .formatted(text, MAX_LEVELS, MAX_CLOCKS));
        }
        return fanOut;
    }

    private <T> T value(Setting setting, Function<String, T> parser) {
        try {
            return parser.apply(text(setting));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(setting.key(), e.getMessage()), e);
        }
    }

    private static long positive(String text) {
        return within(text, 0, 3_600_000_000_000L, "0s to 1h");
    }

    private static long within(String text, long least, long most, String range) {
        long nanos = Quantity.nanos(text);
        if (nanos < least || nanos > most) {
            throw new IllegalArgumentException("%s is out of range; choose %s".formatted(text, range));
        }
        return nanos;
    }

    /** 0 where no machine knows UTC. */
    private static long utcError(String text) {
        return text.equals("none") ? 0 : within(text, 1, 60_000_000_000L, "1ns to 60s, or none");
    }

    /** 0 where all goes as packets. */
    private static long connection(String text) {
        return text.equals("none") ? 0 : within(text, 1, 1_000_000_000L, "1ns to 1s, or none");
    }

    private static double wanderPpb(String text) {
        return 1e9 * Quantity.number(text, 0, MAX_WANDER);
    }

    private static Reference reference(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "local" -> Reference.LOCAL;
            case "ensemble" -> Reference.ENSEMBLE;
            default -> throw new IllegalArgumentException("'%s' is neither local nor ensemble".formatted(text));
        };
    }
}
