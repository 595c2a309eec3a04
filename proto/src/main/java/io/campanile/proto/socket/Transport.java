package io.campanile.proto.socket;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What carries the messages. */
public enum Transport {
    /** A connection for each slave, for all that is said; and datagrams for probes and readings, where they get through. */
    AUTO,
    /** A connection for each slave. */
    TCP,
    /** Datagrams: one socket for very many slaves, and the tightest round trips. */
    UDP;

    /** Those to which a master can listen; slaves choose between them by {@link #AUTO}. */
    public static final Set<Transport> LISTENED = Collections.unmodifiableSet(EnumSet.of(TCP, UDP));

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
