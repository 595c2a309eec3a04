package io.campanile.cli.demo;

import io.campanile.cli.pki.ThrowAwayIdentities;
import io.campanile.load.process.ScratchFolder;
import io.campanile.master.access.Access;
import io.campanile.slave.ConnectionSetup;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** With what the nodes of a demonstration prove who they are, if they do: a CA that lives as long as it. */
final class DemoIdentities implements AutoCloseable {

    private final Access access;
    private final @Nullable ThrowAwayIdentities slaves;
    private final @Nullable ScratchFolder folder;

    private DemoIdentities(Access access, @Nullable ThrowAwayIdentities slaves, @Nullable ScratchFolder folder) {
        this.access = access;
        this.slaves = slaves;
        this.folder = folder;
    }

    /** Nobody proves anything. */
    static DemoIdentities none() {
        return new DemoIdentities(Access.OPEN, null, null);
    }

    /**
     * Everybody does.
     *
     * @param master where slaves reach the master
     * @throws IOException if there is no room for the files: one sentence that says why
     */
    static DemoIdentities make(InetAddress master) throws IOException {
        ScratchFolder folder = ScratchFolder.create("campanile-demo");
        try {
            ThrowAwayIdentities made = ThrowAwayIdentities.made(folder.path());
            Access access = new Access(made.files("demo", master.getHostName(), master.getHostAddress()), null);
            return new DemoIdentities(access, made, folder);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** How the master finds out who is there. */
    Access ofMaster() {
        return access;
    }

    /** With what a slave of this name connects. */
    ConnectionSetup of(String name) {
        return slaves == null ? ConnectionSetup.PLAIN : ConnectionSetup.tls(slaves.of(name));
    }

    /** Removes the files. */
    @Override
    public void close() throws IOException {
        if (folder != null) {
            folder.close();
        }
    }
}
