package io.campanile.core.round;

import org.jspecify.annotations.Nullable;

/**
 * Where a hello came from, as the master's edge knows it and not as the slave says.
 *
 * @param host the network address as text, without the port. Where a network gives one machine many addresses, that network:
 *     the first 64 bits in IPv6. Empty if it is unknown; all such hellos count as one address
 * @param loopback whether that is this machine, or this very process
 * @param certified the name that the peer's certificate proves; null without one
 */
public record Origin(
        String host, boolean loopback, @Nullable String certified) {

    /** A slave in the master's own process. */
    public static final Origin HERE = new Origin("", true, null);

    /** A slave without a certificate. */
    public static Origin of(String host, boolean loopback) {
        return new Origin(host, loopback, null);
    }

    /** The same, of a slave whose certificate proves this name. */
    public Origin certifiedAs(String name) {
        return new Origin(host, loopback, name);
    }

    /** Who has come: whoever has a certificate is that name, from wherever; all others are their address. */
    Source source() {
        return certified == null ? new Source(host, false) : new Source(certified, true);
    }

    /**
     * Who limits count.
     *
     * @param name a name that a certificate proves, or an address
     * @param certified which of the two
     */
    record Source(String name, boolean certified) {}
}
