package io.campanile.slave;

import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.proto.socket.Transport;

/** Whether what was chosen for a slave goes together. */
final class Consistency {

    private Consistency() {}

    /**
     * Checks that.
     *
     * @throws IllegalArgumentException if something is missing or does not go together, saying what
     */
    static void require(SlaveBuilder of) {
        if (of.masters.isEmpty()) {
            throw new IllegalArgumentException("a slave needs at least one master: give master(host, port)");
        }
        if (of.transport == Transport.UDP && of.setup != ConnectionSetup.PLAIN && !of.certified) {
            throw new IllegalArgumentException("datagrams have no connection to set up: use TCP, or TLS, or no set-up");
        }
        if (of.stamps.needsDatagrams() && Uplink.carrier(of) == Transport.TCP) {
            throw new IllegalArgumentException(
                    "the kernel and network cards stamp datagrams: for their time stamps, use AUTO or UDP");
        }
        if (of.clock != null && (of.local != null || !of.discipline.equals(DisciplineLimits.DEFAULT))) {
            throw new IllegalArgumentException(
                    "a clock that is given has a local clock and limits of its own: make it with"
                            + " those, or give the slave no clock");
        }
    }
}
