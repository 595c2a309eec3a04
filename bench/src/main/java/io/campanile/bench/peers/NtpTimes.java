package io.campanile.bench.peers;

import io.campanile.core.Units;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The three times in an NTP packet that matter here (RFC 5905, 7.3), as they stand in it: seconds since 1900, and a fraction.
 *
 * @param origin what the packet answers to
 * @param receive when the packet came that it answers
 * @param transmit when it left
 */
record NtpTimes(long origin, long receive, long transmit) {

    private static final int PACKET_BYTES = 48;
    private static final int TIMES_AT = 24;

    /** Version 4, a client's. */
    private static final int CLIENT = 0x23;

    /** From 1900 to 1970. */
    private static final long EPOCHS_APART_SECONDS = 2_208_988_800L;

    private static final int FRACTION_BITS = 32;

    /** A client's packet. */
    ByteBuf question() {
        return Unpooled.buffer(PACKET_BYTES)
                .writeByte(CLIENT)
                .writeZero(TIMES_AT - 1)
                .writeLong(origin)
                .writeLong(receive)
                .writeLong(transmit);
    }

    /** Those of a packet; none that are valid if it is too short. */
    static NtpTimes parse(ByteBuf packet) {
        return packet.readableBytes() < PACKET_BYTES
                ? new NtpTimes(0, 0, 0)
                : new NtpTimes(packet.getLong(TIMES_AT), packet.getLong(TIMES_AT + 8), packet.getLong(TIMES_AT + 16));
    }

    /** Nanoseconds since 1970. */
    static long unixNanos(long time) {
        long seconds = (time >>> FRACTION_BITS) - EPOCHS_APART_SECONDS;
        long fraction = time & 0xFFFF_FFFFL;
        return seconds * Units.SECOND_NANOS + ((fraction * Units.SECOND_NANOS) >>> FRACTION_BITS);
    }
}
