package io.campanile.slave;

import io.campanile.slave.SlaveHandler.Ending;

/** Hears what becomes of an {@link Approach}, and of its session if there is one. */
interface ApproachListener extends SessionListener {

    /** How far an attempt came that has led to no session, at the address where it came furthest. */
    enum Failure {
        /** Nobody answered. */
        UNREACHABLE,
        /** Somebody did, and it ended without a word that would last. */
        ENDED,
        /** The slave was turned away, as it will be next time. */
        REFUSED
    }

    /**
     * No address has led to a session.
     *
     * @param ending with one sentence which lists the addresses of a name
     */
    void failed(Failure how, Ending ending);

    /** The session is over, or the master has said what ends the attempt without one. */
    void ended(SlaveHandler by, Ending how);

    /** No attempt can ever succeed in this process. */
    void hopeless(ClassPathException why);

    /** All connections are closed. */
    void over();
}
