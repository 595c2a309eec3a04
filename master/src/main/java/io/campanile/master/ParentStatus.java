package io.campanile.master;

import io.campanile.clock.ClusterReading;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.message.Lineage;
import io.campanile.core.message.Lineage.Ancestor;
import io.campanile.slave.MasterSearch;
import io.campanile.slave.Refusal;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a master stands to its parent, at one moment.
 *
 * @param state whether its cluster's time follows the parent's
 * @param addresses where the parent was said to be, as host and port
 * @param master the one of these, or the one that they lead to, which has let this master in; null while none has
 * @param path this master, its parent, and so on, up to the root; this master alone while it follows nobody
 * @param distanceNanos this cluster's time minus the parent's, as far as that is known; null while either is not
 * @param errorNanos how far off what is known of the parent's time can be; null while nothing is
 * @param trouble why this master has no session with the parent, one sentence; null if it has, or nothing was heard yet
 */
public record ParentStatus(
        State state,
        List<String> addresses,
        @Nullable String master,
        List<String> path,
        @Nullable Long distanceNanos,
        @Nullable Long errorNanos,
        @Nullable String trouble) {

    /** Whether a cluster's time follows its parent's. */
    public enum State {
        /** It does. */
        FOLLOWED,
        /** The parent is not heard: the cluster goes on by itself, and knows still how far it can be from the parent's time. */
        HOLDOVER,
        /** The parent's time is not known, or not any more: the cluster keeps a time of its own. */
        ALONE,
        /** The cluster has no time yet: it waits for the parent's, or for slaves. */
        AWAITED,
        /** Another master of the group leads, and follows the parent. */
        STANDBY
    }

    static ParentStatus of(
            List<InetSocketAddress> addresses,
            ClusterReading parent,
            ClusterReading own,
            @Nullable MasterSearch search,
            Lineage lineage) {
        boolean known = parent.status() != ClockStatus.UNSYNCHRONIZED;
        long at = own.localNanos();
        return new ParentStatus(
                state(parent.status(), own, search == null),
                addresses.stream()
                        .map(address -> NetUtil.toSocketAddressString(address.getHostString(), address.getPort()))
                        .toList(),
                search == null ? null : search.master().orElse(null),
                lineage.masters().stream().map(Ancestor::name).toList(),
                known && own.timeline().everCorrected()
                        ? own.timeline().target().at(at)
                                - parent.timeline().target().at(at)
                        : null,
                known ? parent.timeline().errorNanos(at) : null,
                search == null || search.master().isPresent()
                        ? null
                        : search.refusals().stream()
                                .findFirst()
                                .map(Refusal::why)
                                .orElse(null));
    }

    private static State state(ClockStatus parent, ClusterReading own, boolean standsBy) {
        if (standsBy) {
            return State.STANDBY;
        }
        if (!own.timeline().everCorrected()) {
            return State.AWAITED;
        }
        return switch (parent) {
            case SYNCHRONIZED -> State.FOLLOWED;
            case HOLDOVER -> State.HOLDOVER;
            case UNSYNCHRONIZED -> State.ALONE;
        };
    }
}
