package io.campanile.core.replay;

import io.campanile.core.ensemble.RoundRecorder;
import io.campanile.core.session.SessionRecorder;

/**
 * Hears everything that a master's decisions follow from, and the decisions.
 *
 * <p>Every thread that owns a session, and the one that decides the rounds, calls it: it must be thread-safe, and block none of them. What
 * it hears of one session is in order, and a round's decision comes behind what it was made of, and before what follows from it.
 */
public interface Recorder extends SessionRecorder, RoundRecorder {

    /** Hears nothing. */
    Recorder NONE = new Recorder() {};
}
