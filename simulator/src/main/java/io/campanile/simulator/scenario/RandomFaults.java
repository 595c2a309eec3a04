package io.campanile.simulator.scenario;

import io.campanile.core.Units;
import io.campanile.core.ensemble.Reference;
import io.campanile.simulator.node.LieKind;
import io.campanile.simulator.traffic.Bursty;
import io.campanile.simulator.traffic.Longer;
import io.campanile.simulator.traffic.SelfSimilar;
import io.campanile.simulator.traffic.Standing;
import io.campanile.simulator.traffic.Traffic;
import io.campanile.simulator.traffic.Wandering;
import io.campanile.simulator.world.Delay;
import io.campanile.simulator.world.Jitter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A cluster and its troubles, drawn by lot: all kinds of faults, liars of all kinds, networks of all kinds. */
public final class RandomFaults {

    /** The share of packets that arrive twice. */
    public static final double REPEATS = 0.01;

    private static final int MOST_SLAVES = 7;
    private static final int MOST_FAULTS = 8;

    /** Two such clocks stay within the drift limit. */
    private static final double MOST_DRIFT_PPB = 400_000;

    /** All ramps together. Whichever way they go and whoever's they are, two clocks stay within the wander limit. */
    private static final double MOST_RAMP_PPB = 8_000;

    /** What else a clock wanders in the whole run: one standard deviation. Two of them stay within the rest by five. */
    private static final double MOST_WANDER_PPB = 1_000;

    /** A master that betrays its slaves excuses all that they say: few do. */
    private static final int ONE_OF_SO_MANY_BETRAYS = 16;

    private static final int ONE_OF_SO_MANY_CONNECTS = 3;
    private static final int MOST_DROPS = 3;

    /** What happens to clusters with one master, and to the slaves of all. */
    private static final List<Fault.Kind> KINDS = Stream.of(Fault.Kind.values())
            .filter(kind -> !kind.isOfMaster() && !kind.isOfUtc() && !kind.isOfDatagrams())
            .toList();

    private RandomFaults() {}

    /** Another cluster, for the same duration. */
    public static Parameters draw(Parameters p, SplittableRandom random) {
        int slaves = random.nextInt(1, MOST_SLAVES + 1);
        // Fewer than half of the clocks; the master is one of them.
        int liars = random.nextInt(slaves / 2 + 1);
        Delay there = delay(random);
        Delay back = random.nextBoolean() ? there : delay(random);
        Parameters packets = new Parameters(
                p.masters(),
                slaves,
                p.tree(),
                p.durationNanos(),
                p.warmUpNanos(),
                random.nextBoolean() ? p.roundNanos() : nanos(random, 8, 9.7),
                random.nextBoolean() ? 1 : random.nextInt(2, 5),
                random.nextBoolean() ? p.promptSlaves() : 0,
                nanos(random, 9.3, 11.8),
                nanos(random, 6, 10.5),
                random.nextDouble(MOST_DRIFT_PPB),
                wander(p.durationNanos(), random),
                wander(p.durationNanos(), random),
                random.nextInt(4) == 0 && p.masters() == 1 ? Reference.LOCAL : Reference.ENSEMBLE,
                there,
                back,
                random.nextBoolean() ? 0 : random.nextDouble(0.1),
                0,
                liars,
                lie(random),
                p.utcErrorNanos(),
                new Faults(false, faults(p, slaves - liars, random)));
        return random.nextInt(ONE_OF_SO_MANY_CONNECTS) == 0 ? connected(packets, random) : packets;
    }

    /** The same over connections, with datagrams beside them that may be dropped for a while. */
    private static Parameters connected(Parameters packets, SplittableRandom random) {
        List<Fault> faults = new ArrayList<>(packets.faults().list());
        for (int i = random.nextInt(1, MOST_DROPS + 1); i > 0; i--) {
            long at = random.nextLong(packets.durationNanos());
            faults.add(new Fault(at, Fault.Kind.DROP, "all", 0, nanos(random, 8, 10.5)));
        }
        return packets.withConnections(nanos(random, 4, 6), new Faults(false, faults));
    }

    /** From 10 to one power to 10 to another. */
    private static long nanos(SplittableRandom random, double least, double most) {
        return Math.round(Math.pow(10, random.nextDouble(least, most)));
    }

    private static <T> T pick(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    /** In a second; from a hundredth of the most on. */
    private static double wander(long durationNanos, SplittableRandom random) {
        double most = MOST_WANDER_PPB / Math.sqrt((double) durationNanos / Units.SECOND_NANOS);
        return most * Math.pow(10, random.nextDouble(-2, 0));
    }

    private static Delay delay(SplittableRandom random) {
        double base = Math.pow(10, random.nextDouble(4, 7.3));
        Jitter.Shape shape = pick(List.of(Jitter.Shape.values()), random);
        return new Delay(Math.round(base), new Jitter(shape, base * random.nextDouble()), traffic(base, random));
    }

    private static Traffic traffic(double base, SplittableRandom random) {
        if (random.nextBoolean()) {
            return Traffic.NONE;
        }
        double size = base * random.nextDouble(5);
        return switch (random.nextInt(5)) {
            case 0 -> new Standing(size, random.nextDouble(1, 30), random.nextDouble(1, 30));
            case 1 -> new Bursty(size, random.nextDouble(1, 30), random.nextDouble(1, 30));
            case 2 -> new Wandering(size / 5, random.nextDouble(1, 30));
            case 3 -> new SelfSimilar(size);
            default -> new Longer(random.nextBoolean() ? size : -0.8 * base, random.nextDouble(90));
        };
    }

    private static LieKind lie(SplittableRandom random) {
        LieKind.Manner manner = pick(List.of(LieKind.Manner.values()), random);
        return new LieKind(manner, nanos(random, 5, 12.6));
    }

    private static List<Fault> faults(Parameters p, int honest, SplittableRandom random) {
        List<Fault.Kind> kinds = new ArrayList<>();
        for (int i = random.nextInt(MOST_FAULTS + 1); i > 0; i--) {
            kinds.add(pick(KINDS, random));
        }
        List<Fault> faults = new ArrayList<>();
        if (p.masters() > 1) {
            GroupFaults.draw(p, random, faults);
        }
        if (random.nextInt(ONE_OF_SO_MANY_BETRAYS) == 0) {
            long at = random.nextLong(p.durationNanos());
            double wrongBy = nanos(random, 5, 16) * (random.nextBoolean() ? 1 : -1);
            // Whoever leads.
            faults.add(new Fault(at, Fault.Kind.BETRAY, "master", wrongBy, nanos(random, 8, 10.3)));
        }
        double rampPpb = MOST_RAMP_PPB / Math.max(1, Collections.frequency(kinds, Fault.Kind.RAMP));
        for (Fault.Kind kind : kinds) {
            String who = random.nextInt(5) == 0 ? master(p, random) : "slave-" + random.nextInt(1, honest + 1);
            Fault fault = new Fault(
                    random.nextLong(p.durationNanos()),
                    kind,
                    who,
                    amount(kind, rampPpb, random),
                    nanos(random, 8, 10.5));
            faults.add(fault);
            if (kind == Fault.Kind.SPEED) {
                faults.add(new Fault(fault.atNanos() + fault.lastsNanos(), kind, who, -fault.amount(), 0));
            }
        }
        return faults;
    }

    private static String master(Parameters p, SplittableRandom random) {
        return p.masters() == 1 ? "master" : "master-" + random.nextInt(1, p.masters() + 1);
    }

    private static double amount(Fault.Kind kind, double rampPpb, SplittableRandom random) {
        return switch (kind) {
            case SLEEP -> random.nextBoolean() ? 0 : nanos(random, 7, 10.5) * (random.nextBoolean() ? 1 : -1);
            case STEP -> nanos(random, 5, 10) * (random.nextBoolean() ? 1 : -1);
            case SPEED -> random.nextBoolean() ? 5e7 : 2e6;
            case RAMP -> random.nextDouble(-rampPpb, rampPpb);
            case CONGEST, HOLD_TO, HOLD_FROM -> nanos(random, 5, 7.5);
            default -> 0;
        };
    }
}
