package io.campanile.proto.codec;

/** What a channel knows of the stamps of its datagrams beyond what a program sees. */
public interface DatagramStamps {

    /** For how long the datagram in hand has waited since it came in. */
    long waitedNanos();

    /** Who has stamped the datagram in hand. */
    StampedBy arrivalBy();

    /** Whether the kernel stamps what leaves: then the channel takes {@link Departing}. */
    boolean stampsDepartures();
}
