package io.campanile.simulator.scenario;

import static io.campanile.simulator.scenario.Setting.CONNECTION;
import static io.campanile.simulator.scenario.Setting.DELAY;
import static io.campanile.simulator.scenario.Setting.DURATION;
import static io.campanile.simulator.scenario.Setting.FAULTS;
import static io.campanile.simulator.scenario.Setting.JITTER;
import static io.campanile.simulator.scenario.Setting.LIARS;
import static io.campanile.simulator.scenario.Setting.LIE;
import static io.campanile.simulator.scenario.Setting.MASTERS;
import static io.campanile.simulator.scenario.Setting.MASTER_WANDER;
import static io.campanile.simulator.scenario.Setting.REFERENCE;
import static io.campanile.simulator.scenario.Setting.RETURN_JITTER;
import static io.campanile.simulator.scenario.Setting.RETURN_TRAFFIC;
import static io.campanile.simulator.scenario.Setting.SLAVES;
import static io.campanile.simulator.scenario.Setting.TRAFFIC;
import static io.campanile.simulator.scenario.Setting.TREE;
import static io.campanile.simulator.scenario.Setting.UTC_ERROR;
import static io.campanile.simulator.scenario.Setting.WANDER;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The scenarios that have a name, and those in files. */
public final class Scenarios {

    /** What is simulated when nobody says what. */
    public static final String STANDARD = "lan";

    private static final Map<String, Scenario> NAMED = new LinkedHashMap<>();

    static {
        name("loopback", Map.of(DELAY, "20us", JITTER, "exp:2us"));
        name("loopback-wander", Map.of(DELAY, "20us", JITTER, "exp:2us", WANDER, "1e-8"));
        name("lan", Map.of());
        name("lan-wander", Map.of(WANDER, "1e-8"));
        name("lan-normal", Map.of(DELAY, "100us", JITTER, "normal:10us"));
        name("chrony-default", Map.of(DELAY, "100us", JITTER, "exp:100us"));
        name("wan", Map.of(DELAY, "19ms", JITTER, "exp:1ms"));
        name("standing-queue", Map.of(TRAFFIC, "standing:200us,5m,10m"));
        name("wandering", Map.of(TRAFFIC, "wandering:20us,100s", RETURN_TRAFFIC, "wandering:20us,100s"));
        name("bursty", Map.of(TRAFFIC, "bursty:100us,20s,60s", RETURN_TRAFFIC, "bursty:100us,20s,60s"));
        name("self-similar", Map.of(TRAFFIC, "selfsimilar:300us", RETURN_TRAFFIC, "selfsimilar:300us"));
        name("longer-route", Map.of(TRAFFIC, "longer:1ms,4000s"));
        name("wan-normal", Map.of(DELAY, "20ms", JITTER, "normal:1ms"));
        fault("asymmetric-jitter", Map.of(JITTER, "exp:10us", RETURN_JITTER, "exp:100us"));
        fault("heavy-tails", Map.of(JITTER, "pareto:50us"));
        fault("two-liars", Map.of(SLAVES, "5", LIARS, "2", LIE, "spread:10m"));
        fault("three-liars", Map.of(SLAVES, "5", LIARS, "3", LIE, "spread:20m"));
        fault("suspended-slave", Map.of(FAULTS, "600s suspend slave-1 10m"));
        fault("fast-member", Map.of(SLAVES, "4", FAULTS, "600s speed slave-1 5%"));
        fault("master-restart", Map.of(FAULTS, "600s restart master 5s"));
        fault("temperature", Map.of(FAULTS, "600s ramp slave-1 5ppm 60s"));
        fault("partition", Map.of(FAULTS, "600s cut slave-1 5m, 600s cut-to slave-2 5m"));
        fault("congestion", Map.of(FAULTS, "600s congest all 10ms 2m"));
        // Four of seven, and so a majority of the votes, turn at once; three of seven; and three of six, which is half.
        fault("sybils", Map.of(SLAVES, "6", LIARS, "4", LIE, "clique:90m"));
        fault("clique-below-half", Map.of(SLAVES, "6", LIARS, "3", LIE, "clique:5s"));
        fault("clique-at-half", Map.of(SLAVES, "5", LIARS, "3", LIE, "clique:5s"));
        fault("rogue-master", Map.of(SLAVES, "5", FAULTS, "600s betray master 2h 1m"));
        fault("delay-attack", Map.of(FAULTS, "0s hold-to slave-1 50ms 1h"));
        fault("replay-attack", Map.of(FAULTS, "600s replay all 10s, 900s replay master 10s"));
        fault("firewall", Map.of(CONNECTION, "60us", FAULTS, "600s drop all 5m"));
        utc("utc-jump", "600s utc-jump world 10ms");
        utc("utc-gone", "600s utc-silent all 15m, 600s utc-silent master 15m");
        utc(
                "utc-camps",
                "600s utc-wrong slave-1 10ms 10m, 600s utc-wrong slave-2 10ms 10m, 600s utc-wrong slave-3 10ms 10m");
        fault("tree", Map.of(TREE, "5,5,20", DURATION, "600s"));
        group("failover", "600s crash master 5m");
        group("split-brain", "600s cut-masters master 1m");
        group("rolling-restart", "600s leave master-1 20s, 660s leave master-2 20s, 720s leave master-3 20s");
        NAMED.put(
                "random-group-faults",
                Scenario.of(
                        "random-group-faults",
                        Map.of(DURATION, "90s", MASTERS, "3", REFERENCE, "ensemble", FAULTS, "random")));
        NAMED.put("random-faults", Scenario.of("random-faults", Map.of(DURATION, "90s", FAULTS, "random")));
    }

    private Scenarios() {}

    private static void name(String name, Map<Setting, String> settings) {
        NAMED.put(name, Scenario.of(name, settings));
    }

    private static void fault(String name, Map<Setting, String> settings) {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        all.put(DURATION, "1800s");
        all.put(REFERENCE, "ensemble");
        all.put(MASTER_WANDER, "1e-9");
        all.putAll(settings);
        NAMED.put(name, Scenario.of(name, all));
    }

    private static void utc(String name, String faults) {
        fault(name, Map.of(SLAVES, "5", UTC_ERROR, "500us", FAULTS, faults));
    }

    private static void group(String name, String faults) {
        fault(name, Map.of(MASTERS, "3", SLAVES, "5", FAULTS, faults));
    }

    /** The names. */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /** The scenario of this name, if there is one. */
    public static Optional<Scenario> named(String name) {
        return Optional.ofNullable(NAMED.get(name));
    }

    /**
     * A scenario from a file's properties, whose keys are those of {@link Setting}.
     *
     * @param name what people call it
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Scenario of(String name, Properties properties) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        for (String key : properties.stringPropertyNames().stream().sorted().toList()) {
            Setting setting = Setting.of(key)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "%s: there is no setting '%s'; campanile simulate --help lists them".formatted(name, key)));
            settings.put(setting, properties.getProperty(key));
        }
        return Scenario.of(name, settings);
    }
}
