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
 * @param utc what is known of UTC
 */
record LocalAnswer(
        long monotonicNanos,
        long clusterNanos,
        long errorNanos,
        int ratePpb,
        int growthPpb,
        long validUntilNanos,
        ClockStatus status,
        long epoch,
        Utc utc) {

    /** "CMPT": begins every request and every answer. */
    static final int MAGIC = 0x434D5054;

    /** The first one, without UTC. */
    static final int FIRST_VERSION = 1;

    /** The latest that is spoken here. */
    static final int VERSION = 2;

    /** A request, and the refusal of one in another version. */
    static final int HEADER_BYTES = 16;

    /** An answer in the first version, and what one in the second begins with. */
    static final int FIRST_BYTES = 64;

    /** An answer in the second. */
    static final int BYTES = 96;

    private static final int REFUSED = 0;

    /**
     * UTC, as it can be carried on in the same way.
     *
     * @param utcNanos what it was at that instant, in nanoseconds since 1970; 0 while nobody knows
     * @param errorNanos how far that can be off; {@link Long#MAX_VALUE} while nobody knows
     * @param ratePpb by how much it runs faster than the monotonic clock
     * @param growthPpb by how much the error grows with each second
     * @param validUntilNanos until when both hold, by the monotonic clock; 0 while nobody knows
     */
    record Utc(long utcNanos, long errorNanos, int ratePpb, int growthPpb, long validUntilNanos) {

        /** What is told while nobody knows. */
        static final Utc UNKNOWN = new Utc(0, Long.MAX_VALUE, 0, 0, 0);
    }

    /** Whether requests of this version are answered. */
    static boolean speaks(int version) {
        return version == FIRST_VERSION || version == VERSION;
    }

    /** What a request of another version gets: the latest that is spoken here, in as many bytes as it had at least. */
    static void writeRefusal(ByteBuffer out, long cookie) {
        writeHeader(out, VERSION, REFUSED, cookie);
    }

    /** Writes it, as the answer to the request of that version that brought this cookie. */
    void write(ByteBuffer out, int version, long cookie) {
        writeHeader(out, version, number(status), cookie);
        out.putLong(monotonicNanos)
                .putLong(clusterNanos)
                .putLong(errorNanos)
                .putInt(ratePpb)
                .putInt(growthPpb)
                .putLong(validUntilNanos)
                .putLong(epoch);
        if (version == FIRST_VERSION) {
            return;
        }
        out.putLong(utc.utcNanos)
                .putLong(utc.errorNanos)
                .putInt(utc.ratePpb)
                .putInt(utc.growthPpb)
                .putLong(utc.validUntilNanos);
    }

    private static void writeHeader(ByteBuffer out, int version, int status, long cookie) {
        out.putInt(MAGIC).putShort((short) version).putShort((short) status).putLong(cookie);
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
