package io.campanile.admin.master;

import io.campanile.clock.ClusterReading;
import io.campanile.master.GroupStatus;
import io.campanile.master.MasterServer;
import io.campanile.master.MasterStatus;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the group of masters now and then: takeovers become changes, and those who listen are told how the group is. A
 * standby has no rounds from which they could see that it lives.
 *
 * <p>The admin server's thread calls everything here.
 */
final class GroupWatch {

    static final long INTERVAL_MILLIS = 1000;

    private static final Logger log = LoggerFactory.getLogger(GroupWatch.class);

    private final String name;
    private final MasterServer master;
    private final RoundHistory history;
    private final RoundEvents events;

    /**
     * Has not looked yet.
     *
     * @param name what people call the master
     */
    GroupWatch(String name, MasterServer master, RoundHistory history, RoundEvents events) {
        this.name = name;
        this.master = master;
        this.history = history;
        this.events = events;
    }

    /**
     * What {@code /api/v1/events} sends of a group.
     *
     * @param master the member that sends it
     * @param group the group as it sees it
     */
    record GroupEntry(StatusDocument.Master master, GroupDocument group) {}

    /** Looks once; does nothing for a master that belongs to no group. */
    void look() {
        try {
            tell(master.leadership().group());
        } catch (RuntimeException e) {
            // A task that throws is not run again.
            log.warn("the group could not be looked at", e);
        }
    }

    private void tell(Optional<GroupStatus> group) {
        if (group.isEmpty()) {
            return;
        }
        MasterStatus status = master.status();
        ClusterReading now = master.clock().read();
        List<Change> changes = history.add(group.get());
        events.send(
                new GroupEntry(
                        StatusDocument.Master.of(name, master, status, now),
                        GroupDocument.of(group.get(), status, now)),
                changes);
    }
}
