package io.campanile.proto.codec;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/** What a channel knows of its stamps beyond what a program sees. */
public interface ChannelStamps {

    /** Of a connection whose arrivals the kernel stamps. */
    AttributeKey<ChannelStamps> OF_CONNECTION = AttributeKey.valueOf(ChannelStamps.class, "connection");

    /** It knows no more. */
    ChannelStamps PROGRAM = new ChannelStamps() {
        @Override
        public long waitedNanos() {
            return 0;
        }

        @Override
        public StampedBy arrivalBy() {
            return StampedBy.PROGRAM;
        }

        @Override
        public boolean stampsDepartures() {
            return false;
        }
    };

    /** Those of a connection. */
    static ChannelStamps ofConnection(Channel connection) {
        ChannelStamps stamps = connection.attr(OF_CONNECTION).get();
        return stamps == null ? PROGRAM : stamps;
    }

    /** For how long the datagram in hand, or the last of the bytes in hand, has waited since it came in. */
    long waitedNanos();

    /** Who has stamped what is in hand. */
    StampedBy arrivalBy();

    /** Whether the kernel stamps what leaves: then the channel takes {@link Departing}. */
    boolean stampsDepartures();
}
