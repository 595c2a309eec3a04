package io.campanile.simulator.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a scenario consists of: the options of {@code campanile simulate}, and the keys of a scenario's file. */
public enum Setting {
    /** How many masters. */
    MASTERS(
            "N",
            "1",
            "How many masters, of which one leads at a time; 1 to 7. More than one need --reference ensemble."),
    /** How many slaves. */
    SLAVES("N", "3", "How many slaves, liars included; 1 to 1000."),
    /** A tree of clusters. */
    TREE(
            "N,N,…",
            "none",
            "A tree of clusters: how many each master has below it, from the root down, and how many slaves those have that have none"
                    + " below, such as 5,5,20; each with as many masters as --masters. Needs --reference ensemble; --slaves means"
                    + " nothing then. none: one cluster."),
    /** How long to simulate. */
    DURATION("DURATION", "10000s", "How long to simulate, in virtual time; 1s to 30d."),
    /** What is not counted. */
    WARM_UP("DURATION", null, "How much of that is not counted; a fifth."),
    /** How often a round starts. */
    ROUND("DURATION", "1s", "How often the master measures and corrects; 10ms to 1h."),
    /** Probes in a round. */
    BURST("N", "1", "Probes to each slave in a round; 1 to 16."),
    /** When corrections are sent. */
    PROMPT_SLAVES(
            "N",
            "256",
            "Up to how many slaves are corrected at once; more are corrected with the next round's probes. 0 to 1000."),
    /** Without a master. */
    HOLDOVER(
            "DURATION",
            "10m",
            "For how long a clock may run on without a correction; 1s to 1d, and ten rounds at least."),
    /** Clocks at the start. */
    MAX_OFFSET("DURATION", "100ms", "How far the clocks are off at the start, at most."),
    /** Oscillators. */
    MAX_DRIFT("RATE", "100ppm", "How fast they drift, at most."),
    /** Oscillators that change. */
    WANDER("SIZE", "1e-9", "How much a slave's frequency changes in a second: one standard deviation."),
    /** The master's. */
    MASTER_WANDER("SIZE", "0", "The same for the master."),
    /** Who decides. */
    REFERENCE(
            "WHO",
            "local",
            "Who decides: local, the master's clock; ensemble, the average. A local master is perfect but for its wander."),
    /** The way to the slave. */
    DELAY("DURATION", "90us", "The least delay from the master to a slave."),
    /** What comes on top. */
    JITTER("JITTER", "exp:10us", "What comes on top, for each packet anew: exp:MEAN, normal:DEVIATION or pareto:MEAN."),
    /** The way back. */
    RETURN_DELAY("DURATION", null, "The least delay from a slave to the master; as --delay."),
    /** What comes on top. */
    RETURN_JITTER("JITTER", null, "What comes on top; as --jitter."),
    /** What else is on the way. */
    TRAFFIC(
            "TRAFFIC",
            "none",
            "Other traffic from the master to a slave: standing:DELAY,ON,OFF (a queue), bursty:MEAN,ON,OFF,"
                    + " wandering:DEVIATION,TIME, selfsimilar:MEAN, longer:BY,AT (another route) or file:NAME."),
    /** What else is on the way back. */
    RETURN_TRAFFIC("TRAFFIC", "none", "The same from a slave to the master, with times of its own."),
    /** Packets lost. */
    LOSS("SHARE", "0", "The share of packets that get lost, each way; 0 to 0.9."),
    /** Connections beside datagrams. */
    CONNECTION(
            "WAIT",
            "none",
            "Have probes go as datagrams where those get through, beside a connection that loses nothing, and on which programs stamp so late on"
                    + " average, and half as late on the way back: 60us; none: all goes as packets."),
    /** Slaves that lie. */
    LIARS("N", "0", "How many of the slaves lie about their clocks."),
    /** How they lie. */
    LIE(
            "LIE",
            "1h",
            "By how much: 1h, spread:1h (each another multiple), random:1h or two-faced:1h (each probe anew), growing:1ms"
                    + " (more each second) or pretended:1h (not the clock, but its correction)."),
    /** Whether machines know UTC. */
    UTC_ERROR(
            "ERROR",
            "none",
            "How well each machine knows UTC, as by an NTP daemon, in a tree those of the root's cluster: 500us; none: none does. Cluster time comes to what most of them claim."),
    /** What goes wrong. */
    FAULTS(
            "LIST",
            "",
            "What goes wrong and when, such as '300s suspend slave-1 10m, 20m restart master 5s'; or random, a mix of everything.");

    private final String label;
    private final @Nullable String standard;
    private final String description;

    Setting(String label, @Nullable String standard, String description) {
        this.label = label;
        this.standard = standard;
        this.description = description;
    }

    /** As it is written: {@code max-offset}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What stands for the value in a usage message. */
    public String label() {
        return label;
    }

    /** The value where none is given; empty for one that follows another setting. */
    public Optional<String> standard() {
        return Optional.ofNullable(standard);
    }

    /** One line for a usage message. */
    public String description() {
        return description;
    }

    /** The setting of this key, if there is one. */
    static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(s -> s.key().equals(key)).findFirst();
    }
}
