package io.campanile.os.utc;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A way to ask the chrony of this machine. */
interface ChronyWay {

    /** How long an answer may take. */
    int TIMEOUT_MILLIS = 200;

    /** Where it leads, for a sentence. */
    String place();

    /**
     * Asks, and waits for the answer.
     *
     * @param most how many bytes are taken of that
     * @throws IOException if nobody answers there: one sentence
     */
    ByteBuffer ask(byte[] request, int most) throws IOException;
}
