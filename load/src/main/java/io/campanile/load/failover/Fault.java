package io.campanile.load.failover;

import java.io.IOException;

/** Something that happens to the master that leads, and passes. */
public interface Fault {

    /**
     * It happens now.
     *
     * @throws IOException if it could not be brought about, saying why
     */
    void strike(Member leader) throws IOException, InterruptedException;

    /**
     * It passes: the master is back, or can be reached again, when this returns.
     *
     * @throws IOException if it could not be undone, saying why
     */
    void heal(Member leader) throws IOException, InterruptedException;
}
