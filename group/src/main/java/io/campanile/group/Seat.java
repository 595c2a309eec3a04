package io.campanile.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Where Raft puts this member at one moment.
 *
 * @param role what it is
 * @param term the Raft term
 * @param leader the leader of that term, as far as this member knows
 * @param ready whether it leads and has applied all that was written before
 * @param silentMillis of those that it hears of, by name: for how long it has heard nothing. A leader hears of the others, a
 *     follower of its leader
 * @param matched for a leader: up to which entry each of the others is known to have its log, by name; -1 if that is not known
 */
record Seat(
        Role role,
        long term,
        @Nullable String leader,
        boolean ready,
        Map<String, Long> silentMillis,
        Map<String, Long> matched) {

    /** It takes no part. */
    static final Seat NONE = new Seat(Role.NEITHER, 0, null, false, Map.of(), Map.of());

    /** What it is. */
    enum Role {
        LEADER,
        FOLLOWER,
        NEITHER
    }

    static Seat of(DivisionInfo info) {
        long term = info.getCurrentTerm();
        RoleInfoProto said = info.getRoleInfoProto();
        RaftPeerId leader = info.getLeaderId();
        boolean ready = info.isLeaderReady();
        if (!info.isAlive() || info.getCurrentTerm() != term || info.getCurrentRole() != said.getRole()) {
            // It changes at this very moment.
            return new Seat(Role.NEITHER, term, null, false, Map.of(), Map.of());
        }
        Map<String, Long> silent = new LinkedHashMap<>();
        Map<String, Long> matched = new LinkedHashMap<>();
        if (said.getRole() == RaftPeerRole.LEADER) {
            long[] indices = info.getFollowerMatchIndices();
            List<ServerRpcProto> followers = said.getLeaderInfo().getFollowerInfoList();
            for (int i = 0; i < followers.size(); i++) {
                put(silent, followers.get(i));
                // Both are in one order, that of Ratis' list of followers.
                matched.put(name(followers.get(i)), indices == null || i >= indices.length ? -1 : indices[i]);
            }
        } else if (said.hasFollowerInfo() && leader != null) {
            put(silent, said.getFollowerInfo().getLeaderInfo());
        }
        Role role = switch (said.getRole()) {
            case LEADER -> Role.LEADER;
            case FOLLOWER -> Role.FOLLOWER;
            default -> Role.NEITHER;
        };
        return new Seat(role, term, leader == null ? null : leader.toString(), ready, silent, matched);
    }

    private static void put(Map<String, Long> silent, ServerRpcProto peer) {
        silent.put(name(peer), peer.getLastRpcElapsedTimeMs());
    }

    private static String name(ServerRpcProto peer) {
        return peer.getId().getId().toStringUtf8();
    }

    /** For how long a leader has not heard from a majority of the members, itself included; 0 if it is one alone. */
    long majoritySilentMillis(int members) {
        int others = members / 2;
        if (others == 0) {
            return 0;
        }
        List<Long> silences = new ArrayList<>(silentMillis.values());
        Collections.sort(silences);
        return silences.size() < others ? Long.MAX_VALUE : silences.get(others - 1);
    }

    /** The member that has most of the log, of those from which this leader has heard within its lease. */
    Optional<String> heir() {
        return role != Role.LEADER
                ? Optional.empty()
                : silentMillis.entrySet().stream()
                        .filter(peer -> peer.getValue() <= Outlook.LEASE_MILLIS)
                        .map(Map.Entry::getKey)
                        .max(Comparator.comparing(name -> matched.getOrDefault(name, -1L)));
    }
}
