package io.campanile.os.utc;

import io.campanile.core.Units;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * chrony, asked for its tracking as {@code chronyc tracking} asks, over its command port on this machine or, where nobody answers there, at its
 * command socket. It knows more than it tells the kernel, which it tells nothing at all without {@code rtcsync}.
 *
 * <p>Source: the bound is that of chronyc's manual: |system time| + root dispersion + root delay / 2. The messages are those of chrony's
 * protocol of version 6, which has been the same since 2.2 (2015).
 */
final class ChronySource implements UtcSource {

    private static final int PORT = 323;
    private static final Path SOCKET = Path.of("/run/chrony/chronyd.sock");

    private static final byte PROTOCOL = 6;
    private static final byte REQUEST = 1;
    private static final byte REPLY = 2;
    private static final short TRACKING = 33;
    private static final short TRACKING_REPLY = 5;

    // Where things are in the reply. A request is padded to its length, so that nobody is flooded by what he did not
    // ask for.
    private static final int LENGTH = 104;
    private static final int COMMAND_AT = 4;
    private static final int REPLY_AT = 6;
    private static final int STATUS_AT = 8;
    private static final int REPLY_SEQUENCE_AT = 16;
    private static final int REQUEST_SEQUENCE_AT = 8;
    private static final int REFERENCE_AT = 28;
    private static final int LEAP_AT = 54;
    private static final int CORRECTION_AT = 68;
    private static final int RESIDUAL_AT = 84;
    private static final int SKEW_AT = 88;
    private static final int DELAY_AT = 92;
    private static final int DISPERSION_AT = 96;

    /** Not synchronized. */
    private static final int LEAP_UNKNOWN = 3;

    /** 127.127.1.1: chrony follows its own clock, as {@code local} has it do, and not UTC. */
    private static final int OWN_CLOCK = 0x7F7F0101;

    /** A float of chrony's has 7 bits of exponent, and 25 of a fraction with its sign. */
    private static final int FRACTION_BITS = 25;

    private static final double PPM_PPB = 1_000;

    /** No error of a clock that is any good is longer than that; chrony tells 1 s and more before it is sure. */
    private static final double MOST_SECONDS = 86_400;

    private final List<ChronyWay> ways;
    private int sequence;

    /** That of this machine. */
    ChronySource() {
        this(List.of(
                new ChronyPort(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT)), new ChronyFile(SOCKET)));
    }

    /** The one at the end of these ways: the first that has an answer counts. */
    ChronySource(List<ChronyWay> ways) {
        this.ways = List.copyOf(ways);
    }

    @Override
    public String name() {
        return "chrony";
    }

    @Override
    public Optional<WallError> read() throws IOException {
        ByteBuffer reply = ask();
        if (reply.getShort(STATUS_AT) != 0) {
            throw new IOException("chrony refuses to tell its tracking (%s)".formatted(reply.getShort(STATUS_AT)));
        }
        double correction = number(reply, CORRECTION_AT);
        double error = Math.abs(correction) + number(reply, DISPERSION_AT) + number(reply, DELAY_AT) / 2;
        boolean follows = reply.getShort(LEAP_AT) != LEAP_UNKNOWN && reply.getInt(REFERENCE_AT) != OWN_CLOCK;
        if (!follows || !(error >= 0 && error < MOST_SECONDS)) {
            return Optional.empty();
        }
        double rates = PPM_PPB * (Math.abs(number(reply, RESIDUAL_AT)) + Math.abs(number(reply, SKEW_AT)));
        return Optional.of(new WallError(
                (long) Math.ceil(error * Units.SECOND_NANOS), WallError.PHI_PPB + Math.min(WallError.PHI_PPB, rates)));
    }

    private ByteBuffer ask() throws IOException {
        List<String> reasons = new ArrayList<>();
        for (ChronyWay way : ways) {
            ByteBuffer reply;
            try {
                reply = way.ask(request(), LENGTH);
            } catch (IOException e) {
                reasons.add(String.valueOf(e.getMessage()));
                continue;
            }
            if (!isRight(reply)) {
                throw new IOException("what answers at chrony's %s speaks another protocol".formatted(way.place()));
            }
            return reply;
        }
        throw new IOException(String.join(", and ", reasons));
    }

    private byte[] request() {
        ByteBuffer request = ByteBuffer.allocate(LENGTH);
        request.put(PROTOCOL).put(REQUEST).putShort(COMMAND_AT, TRACKING).putInt(REQUEST_SEQUENCE_AT, ++sequence);
        return request.array();
    }

    private boolean isRight(ByteBuffer reply) {
        return reply.remaining() == LENGTH
                && reply.get(0) == PROTOCOL
                && reply.get(1) == REPLY
                && reply.getShort(COMMAND_AT) == TRACKING
                && reply.getInt(REPLY_SEQUENCE_AT) == sequence
                && (reply.getShort(STATUS_AT) != 0 || reply.getShort(REPLY_AT) == TRACKING_REPLY);
    }

    private static double number(ByteBuffer reply, int at) {
        int bits = reply.getInt(at);
        // The sign of either part goes along with the shifts.
        int exponent = (bits >> FRACTION_BITS) - FRACTION_BITS;
        int fraction = bits << (Integer.SIZE - FRACTION_BITS) >> (Integer.SIZE - FRACTION_BITS);
        return fraction * Math.pow(2, exponent);
    }
}
