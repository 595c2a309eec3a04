package io.campanile.group;

import java.io.IOException;

/** What the bytes of the log, of snapshots and of greetings have in common. */
final class Codec {

    /** The first byte of all that is written. */
    static final byte VERSION = 1;

    static final byte LEAD = 1;
    static final byte REMEMBER = 2;

    private Codec() {}

    /**
     * Checks the first byte.
     *
     * @throws IOException if a release wrote it that this one does not understand
     */
    static void checkVersion(byte version) throws IOException {
        if (version != VERSION) {
            throw new IOException("form %s is known here and form %s was found: run the same release at every member"
                    .formatted(VERSION, version));
        }
    }
}
