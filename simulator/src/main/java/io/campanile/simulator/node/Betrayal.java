package io.campanile.simulator.node;

import io.campanile.core.Units;
import io.campanile.core.discipline.Correction;
import io.campanile.core.message.Correct;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Testimony;

/**
 * What a rogue master tells instead of what it has decided: corrections that are wrong, and a promise that they are right; and the same
 * time to who only asks. Its standbys, which would be wrong with it, hear the truth.
 */
public final class Betrayal {

    private static final long DAY_NANOS = 86_400 * Units.SECOND_NANOS;

    private long nanos;

    /** From now on corrections are wrong by this; 0 ends it. */
    public void begin(long wrongBy) {
        nanos = wrongBy;
    }

    /** What is sent in place of this. */
    Message told(Message truth) {
        if (nanos == 0 || truth.correction() == null) {
            return truth;
        }
        Correction wrong = wrong(truth.correction());
        return truth instanceof Probe p ? p.correcting(wrong) : new Correct(truth.session(), wrong);
    }

    /** What is said in place of this. */
    Testimony told(Testimony truth) {
        return nanos == 0 || !truth.knows() ? truth : Testimony.of(truth.clusterNanos() + nanos, 100, truth.epoch());
    }

    /** What can be asked of a clock that obeys it: no promise of such a master is true. */
    BoundBasis basis(BoundBasis honest) {
        return nanos == 0 ? honest : honest.broken();
    }

    private Correction wrong(Correction c) {
        return new Correction(
                c.epoch(),
                c.round(),
                c.baseVersion(),
                c.atNanos(),
                c.offsetNanos() + nanos,
                c.ratePpb(),
                100,
                0,
                DAY_NANOS,
                DAY_NANOS);
    }
}
