package io.campanile.slave;

/** Where a program that wants the cluster's time begins. */
public final class Campanile {

    private Campanile() {}

    /** Describes a slave: say where its masters are, and start it. */
    public static SlaveBuilder slave() {
        return new SlaveBuilder();
    }
}
