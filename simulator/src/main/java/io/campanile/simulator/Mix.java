package io.campanile.simulator;

import io.campanile.core.Units;
import io.campanile.core.ensemble.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A cluster and its troubles, drawn by lot: all kinds of faults, liars of all kinds, networks of all kinds. */
final class Mix {

    /** The share of packets that arrive twice. */
    static final double REPEATS = 0.01;

    private static final int MOST_SLAVES = 7;
    private static final int MOST_FAULTS = 8;

    private Mix() {}

    /** Another cluster, for the same duration. */
    static Parameters draw(Parameters p, SplittableRandom random) {
        int slaves = random.nextInt(1, MOST_SLAVES + 1);
        // Fewer than half of the clocks; the master is one of them.
        int liars = random.nextInt(slaves / 2 + 1);
        Delay there = delay(random);
        Delay back = random.nextBoolean() ? there : delay(random);
        return new Parameters(
                slaves,
                p.durationNanos(),
                p.warmUpNanos(),
                p.roundNanos(),
                random.nextBoolean() ? 1 : random.nextInt(2, 5),
                Math.round(Math.pow(10, random.nextDouble(6, 10.5))),
                100_000,
                Math.pow(10, random.nextDouble(0, 2)),
                Math.pow(10, random.nextDouble(0, 2)),
                random.nextInt(4) == 0 ? Reference.LOCAL : Reference.ENSEMBLE,
                there,
                back,
                random.nextBoolean() ? 0 : random.nextDouble(0.1),
                liars,
                lie(random),
                new Faults(false, faults(p.durationNanos(), slaves - liars, random)));
    }

    private static <T> T pick(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    private static Delay delay(SplittableRandom random) {
        double base = Math.pow(10, random.nextDouble(4, 7.3));
        Jitter.Shape shape = pick(List.of(Jitter.Shape.values()), random);
        return new Delay(Math.round(base), new Jitter(shape, base * random.nextDouble()));
    }

    private static LieKind lie(SplittableRandom random) {
        LieKind.Manner manner = pick(List.of(LieKind.Manner.values()), random);
        return new LieKind(manner, Math.round(Math.pow(10, random.nextDouble(5, 12.6))));
    }

    private static List<Fault> faults(long durationNanos, int honest, SplittableRandom random) {
        List<Fault> faults = new ArrayList<>();
        int count = random.nextInt(MOST_FAULTS + 1);
        for (int i = 0; i < count; i++) {
            Fault.Kind kind = pick(List.of(Fault.Kind.values()), random);
            String who = random.nextInt(5) == 0 ? "master" : "slave-" + random.nextInt(1, honest + 1);
            faults.add(fault(kind, who, random.nextLong(durationNanos), random));
        }
        return faults;
    }

    private static Fault fault(Fault.Kind kind, String who, long at, SplittableRandom random) {
        long lasts = Math.round(Math.pow(10, random.nextDouble(-1, 1.5)) * Units.SECOND_NANOS);
        double amount = switch (kind) {
            case STEP -> Math.pow(10, random.nextDouble(7, 10)) * (random.nextBoolean() ? 1 : -1);
            case SPEED -> random.nextBoolean() ? 5e7 : 2e6;
            // Two such clocks stay within the wander limit.
            case RAMP -> random.nextDouble(-2_000, 2_000);
            case CONGEST -> Math.pow(10, random.nextDouble(5, 7.5));
            default -> 0;
        };
        return new Fault(at, kind, who, amount, lasts);
    }
}
