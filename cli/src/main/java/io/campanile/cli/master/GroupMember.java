package io.campanile.cli.master;

import io.campanile.cli.option.Address;
import io.campanile.cli.option.AdminUrl;
import io.campanile.core.ensemble.Reference;
import io.campanile.group.Endpoint;
import io.campanile.group.Group;
import io.campanile.group.GroupConfig;
import io.campanile.group.Members;
import io.campanile.master.Leadership;
import io.campanile.master.MasterConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A master's place in its group. Only a master that belongs to one loads this, and the election with it. */
final class GroupMember {

    /** What the election's network library tells every user at its start. Held, since an unused logger forgets its level. */
    private static final Logger ELECTION = Logger.getLogger("org.apache.ratis.thirdparty");

    private GroupMember() {}

    /**
     * Opens it.
     *
     * @param admin where people reach its admin server; null if nobody is told
     * @param failure is told if this member can no longer take part
     * @throws IOException if the data directory or the address cannot be used: one sentence that says what to do
     * @throws IllegalArgumentException if the options do not go together, saying how
     */
    static Leadership join(MasterConfig config, GroupOptions options, @Nullable URI admin, Consumer<String> failure)
            throws IOException {
        ELECTION.setLevel(Level.SEVERE);
        if (config.cluster().reference() == Reference.LOCAL) {
            throw new IllegalArgumentException(
                    "a group keeps the average of the clocks, since the master's own clock changes with the leader:"
                            + " choose the ensemble as the reference");
        }
        Map<String, Endpoint> members = Members.parse(Objects.requireNonNull(options.group));
        Path dataDir = Objects.requireNonNull(options.dataDir);
        Endpoint reachedAt = reachedAt(config, options, members);
        GroupConfig place = new GroupConfig(config.name(), members, dataDir, reachedAt, admin, config.access());
        Group group = Group.open(place, options.foundAnew);
        group.onFailure(failure);
        return group;
    }

    /**
     * Where people reach its admin server: where they are told to, or else at its own port where slaves reach it.
     *
     * @param admin where it is to listen
     * @param encrypted whether it speaks HTTPS
     * @return null if only this machine reaches it, or at a port that is not known yet
     * @throws IllegalArgumentException if the group's list is wrong, or the host is none that a URL can have
     */
    static @Nullable URI adminAt(
            MasterConfig config, GroupOptions options, InetSocketAddress admin, boolean encrypted) {
        if (options.advertiseAdmin != null) {
            return options.advertiseAdmin;
        }
        if (admin.getAddress().isLoopbackAddress() || admin.getPort() == 0) {
            return null;
        }
        String host = reachedAt(config, options, Members.parse(Objects.requireNonNull(options.group)))
                .host();
        try {
            return AdminUrl.of(encrypted ? "https" : "http", new Address(host, admin.getPort()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "there is no URL for the host '%s': say with --advertise-admin where the admin server is reached"
                            .formatted(host),
                    e);
        }
    }

    private static Endpoint reachedAt(MasterConfig config, GroupOptions options, Map<String, Endpoint> members) {
        if (options.advertise != null) {
            return new Endpoint(options.advertise.host(), options.advertise.port());
        }
        Endpoint listed = members.get(config.name());
        // One that is not in the list is told so.
        String host = listed == null ? config.name() : listed.host();
        return new Endpoint(host, config.bind().getPort());
    }
}
