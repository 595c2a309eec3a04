package io.campanile.bench.wire;

import io.campanile.core.Mapping;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Correction;
import io.campanile.core.message.Answer;
import io.campanile.core.message.Correct;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Standing;

/** A message as it is after an hour of rounds of one second: its size depends on its values. */
public enum Sample {
    /** The master asks. */
    PROBE,
    /** The slave answers. */
    READING,
    /** The master corrects. */
    CORRECTION;

    /** The session that it belongs to. */
    static final long SESSION = 0x5eed_cafe_f00d_1234L;

    private static final long ROUND = 3600;
    private static final long NOW = 1_800_000_000L * Units.SECOND_NANOS;
    private static final long EPOCH = 1_799_996_400_000L;

    /** What the sender writes: a message, or the answer that becomes a reading as it leaves. */
    public Object written() {
        return switch (this) {
            case PROBE -> new Probe(SESSION, ROUND, ROUND, 0, Standing.MEMBER, null).correcting(correction());
            case READING -> new Answer(SESSION, ROUND, ROUND, 0, NOW, clock());
            case CORRECTION -> new Correct(SESSION, correction());
        };
    }

    private static ClockState clock() {
        Mapping mapping = new Mapping(ROUND, NOW - Units.SECOND_NANOS, -1_234_567_890, 40_123.456);
        return new ClockState(mapping, ClockStatus.SYNCHRONIZED, EPOCH);
    }

    private static Correction correction() {
        long second = Units.SECOND_NANOS;
        return new Correction(EPOCH, ROUND, ROUND, NOW, -1_234, 12.345, 54_321, 15_432.1, 3 * second, 600 * second);
    }
}
