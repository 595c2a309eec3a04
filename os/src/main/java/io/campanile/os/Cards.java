package io.campanile.os;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/** The network cards of a machine, as far as they stamp datagrams by clocks of their own. */
interface Cards {

    /** The names of the network interfaces that are up, in an order that stays the same. */
    List<String> interfaces() throws IOException;

    /** The number of the clock by which an interface can stamp all datagrams, both ways; -1 if it has none. */
    int clockOf(String name);

    /** Whether an interface stamps all datagrams, both ways, as it is set now. */
    boolean stampsAll(String name);

    /** Whether this process may set what an interface stamps. */
    boolean mayBeSet();

    /**
     * Has an interface stamp all datagrams, both ways. That is for the whole machine.
     *
     * @return 0 if it does now, and else the system's error number
     */
    int stampAll(String name);

    /**
     * A card's clock. Each caller has one of its own.
     *
     * @return shows its time in nanoseconds, or {@link StampClock#NONE} when it cannot be read any more
     * @throws IOException if it cannot be read: one sentence
     */
    LongSupplier clock(int number) throws IOException;
}
