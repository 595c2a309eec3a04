package io.campanile.proto.socket;

import java.util.Locale;

/** What carries the messages. */
public enum Transport {
    /** A connection for each slave: the default. */
    TCP,
    /** Datagrams: one socket for very many slaves, and the tightest round trips. */
    UDP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
