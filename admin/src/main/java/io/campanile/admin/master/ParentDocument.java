package io.campanile.admin.master;

import io.campanile.master.MasterServer;
import io.campanile.master.ParentStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a master stands to the parent whose cluster's time its own follows: part of {@code GET /api/v1/status}. Spans are nanoseconds.
 *
 * @param state {@code FOLLOWED}; {@code HOLDOVER} or {@code ALONE} while the cluster goes on by itself, and the bounds hold the parent's
 *     time or not; {@code AWAITED} before there is a time; {@code STANDBY} while another master of the group leads
 * @param addresses where the parent was said to be, as host and port
 * @param master the one that has let this master in; null while none has
 * @param path this master, its parent, and so on, up to the root
 * @param distanceNanos this cluster's time minus the parent's; null while it is not known
 * @param errorNanos how far off what is known of the parent's time can be; null while nothing is
 * @param trouble why it has no session with the parent, one sentence; null if it has
 */
public record ParentDocument(
        String state,
        List<String> addresses,
        @Nullable String master,
        List<String> path,
        @Nullable Long distanceNanos,
        @Nullable Long errorNanos,
        @Nullable String trouble) {

    /** Null if the master has no parent. */
    static @Nullable ParentDocument of(MasterServer server) {
        return server.parent().map(ParentDocument::of).orElse(null);
    }

    static ParentDocument of(ParentStatus parent) {
        return new ParentDocument(
                parent.state().name(),
                parent.addresses(),
                parent.master(),
                parent.path(),
                parent.distanceNanos(),
                parent.errorNanos(),
                parent.trouble());
    }
}
