package io.campanile.slave;

import io.campanile.core.discipline.ClockStatus;
import java.nio.ByteBuffer;

/**
 * What a program of this machine is told of cluster time, with what it takes to carry that time on by itself. {@code
 * docs/local-socket.md} defines the bytes.
 *
 * @param monotonicNanos what the machine's monotonic clock showed, {@code CLOCK_MONOTONIC}
 * @param clusterNanos cluster time at that instant, in nanoseconds since 1970
 * @param errorNanos how far that can be from the truth; {@link Long#MAX_VALUE} while nobody knows
 * @param ratePpb by how much cluster time runs faster than the monotonic clock
 * @param growthPpb by how much the error grows with each second that the time is carried on at that rate
 * @param validUntilNanos until when both hold, by the monotonic clock; 0 while nobody knows
 * @param status how far cluster time can be trusted
 * @param epoch of the master last obeyed; 0 before the first
 */
record LocalAnswer(
        long monotonicNanos,
        long clusterNanos,
        long errorNanos,
        int ratePpb,
        int growthPpb,
        long validUntilNanos,
        ClockStatus status,
        long epoch) {

    /** "CMPT": begins every request and every answer. */
    static final int MAGIC = 0x434D5054;

    /** What is spoken here. */
    static final int VERSION = 1;

    /** A request, and the refusal of one in another version. */
    static final int HEADER_BYTES = 16;

    /** An answer. */
    static final int BYTES = 64;

    private static final int REFUSED = 0;

    /** What a request of another version gets: which one is spoken here, in as many bytes as it had at least. */
    static void writeRefusal(ByteBuffer out, long cookie) {
        writeHeader(out, REFUSED, cookie);
    }

    /** Writes it, as the answer to the request that brought this cookie. */
    void write(ByteBuffer out, long cookie) {
        writeHeader(out, number(status), cookie);
        out.putLong(monotonicNanos)
                .putLong(clusterNanos)
                .putLong(errorNanos)
                .putInt(ratePpb)
                .putInt(growthPpb)
                .putLong(validUntilNanos)
                .putLong(epoch);
    }

    private static void writeHeader(ByteBuffer out, int status, long cookie) {
        out.putInt(MAGIC).putShort((short) VERSION).putShort((short) status).putLong(cookie);
    }

    /** As {@code campanile.proto} numbers them. */
    private static int number(ClockStatus status) {
        return switch (status) {
            case UNSYNCHRONIZED -> 1;
            case SYNCHRONIZED -> 2;
            case HOLDOVER -> 3;
        };
    }
}
