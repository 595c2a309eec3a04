package io.campanile.slave;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the log how a slave looks for its master: each new trouble of each master once, however often it is tried, until
 * one has kept the slave for a while.
 */
final class SearchLog {

    private static final Logger log = LoggerFactory.getLogger(Reconnector.class);

    /** What redirects name without end is not remembered, and not warned of. */
    private static final int MOST_MASTERS = 100;

    private final Map<InetSocketAddress, String> told = new HashMap<>();

    /** It has gone on with one master for long enough: what comes from now on is news. */
    void settled() {
        told.clear();
    }

    /** The master that had welcomed this slave is lost. */
    void lost(InetSocketAddress master, String reason) {
        complain(master, "lost the master at %s: %s".formatted(name(master), reason));
    }

    /** While one master was silent, a newer one has welcomed this slave. */
    void moved(InetSocketAddress from, InetSocketAddress to) {
        log.warn("lost the master at {}: it is silent, and the one at {} leads now", name(from), name(to));
    }

    void unreachable(InetSocketAddress master, String reason) {
        complain(master, "cannot reach the master at %s: %s".formatted(name(master), reason));
    }

    void turnedAway(InetSocketAddress master, String reason) {
        complain(master, "the master at %s does not let this slave in: %s".formatted(name(master), reason));
    }

    void sentOn(InetSocketAddress master, InetSocketAddress leader) {
        if (isNew(master, name(leader))) {
            log.info("the master at {} sends this slave on to {}", name(master), name(leader));
        }
    }

    void astray(InetSocketAddress master, InetSocketAddress leader) {
        complain(master, "the master at %s sends this slave on to %s, in vain".formatted(name(master), name(leader)));
    }

    private void complain(InetSocketAddress master, String complaint) {
        if (isNew(master, complaint)) {
            log.warn("{}; trying again", complaint);
        }
    }

    private boolean isNew(InetSocketAddress master, String text) {
        boolean hasRoom = told.size() < MOST_MASTERS || told.containsKey(master);
        return hasRoom && !text.equals(told.put(master, text));
    }

    private static String name(InetSocketAddress master) {
        return NetUtil.toSocketAddressString(master.getHostString(), master.getPort());
    }
}
