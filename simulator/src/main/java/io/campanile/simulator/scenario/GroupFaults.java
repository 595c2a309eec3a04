package io.campanile.simulator.scenario;

import io.campanile.core.Units;
import io.campanile.simulator.node.Election;
import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong in a group of masters, drawn by lot: takeovers of all kinds, some of them many in a row. */
final class GroupFaults {

    private static final int MOST = 6;

    /** What ends a leadership, or splits it. */
    private static final List<Fault.Kind> KINDS = List.of(
            Fault.Kind.ELECT,
            Fault.Kind.CUT_MASTERS,
            Fault.Kind.CUT_SLAVES,
            Fault.Kind.CUT,
            Fault.Kind.CUT_TO,
            Fault.Kind.CUT_FROM,
            Fault.Kind.CRASH,
            Fault.Kind.RESTART,
            Fault.Kind.LEAVE,
            Fault.Kind.SUSPEND);

    private GroupFaults() {}

    /**
     * Adds some.
     *
     * @param faults takes them
     */
    static void draw(Parameters p, SplittableRandom random, List<Fault> faults) {
        int masters = p.masters();
        for (int i = random.nextInt(1, MOST + 1); i > 0; i--) {
            Fault.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            String who = switch (random.nextInt(4)) {
                case 0 -> "master";
                case 1 -> random.nextInt(4) == 0 ? "masters" : "master";
                default -> "master-" + random.nextInt(1, masters + 1);
            };
            long lasts = kind == Fault.Kind.ELECT
                    ? random.nextLong(Election.LEASE_NANOS)
                    : Math.round(Math.pow(10, random.nextDouble(8, 10.5)));
            faults.add(new Fault(random.nextLong(p.durationNanos()), kind, who, 0, lasts));
        }
        if (random.nextInt(4) == 0) {
            flap(p, random, faults);
        }
    }

    /** One leads after the other, each for some seconds or less. */
    private static void flap(Parameters p, SplittableRandom random, List<Fault> faults) {
        long at = random.nextLong(p.durationNanos());
        for (int i = random.nextInt(2, 9); i > 0; i--) {
            String who = "master-" + random.nextInt(1, p.masters() + 1);
            faults.add(new Fault(at, Fault.Kind.ELECT, who, 0, random.nextLong(Election.LEASE_NANOS)));
            at += random.nextLong(5 * Units.SECOND_NANOS);
        }
    }
}
