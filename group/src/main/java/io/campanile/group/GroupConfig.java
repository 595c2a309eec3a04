package io.campanile.group;

import io.campanile.master.access.Access;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which group a master belongs to.
 *
 * @param self this member's name, one of the list
 * @param members the group's list, the same at every member: names, and where members reach each other; 1 to 9 of them. Of an
 *     odd number, the smaller half may fail; one more makes nothing safer
 * @param dataDir where it keeps what has to survive the process; no other member's
 * @param reachedAt where slaves reach this member; the others send slaves there while it leads
 * @param admin where people reach its admin server; the dashboards of the others lead there while it leads. Null for one that
 *    nobody reaches from elsewhere
 * @param access with certificates, members prove to each other who they are
 */
public record GroupConfig(
        String self,
        Map<String, Endpoint> members,
        Path dataDir,
        Endpoint reachedAt,
        @Nullable URI admin,
        Access access) {

    /** It stands in the log, and on other members' pages. */
    private static final int LONGEST_URL = 300;

    /**
     * Checks the list.
     *
     * @throws IllegalArgumentException saying what is wrong and what to do
     */
    public GroupConfig {
        members = Members.check(members);
        if (!members.containsKey(self)) {
            throw new IllegalArgumentException(
                    "%s is not in the group's list %s: name this member as it is listed, or add it at every member"
                            .formatted(self, Members.text(members)));
        }
        if (admin != null && !isPage(admin)) {
            throw new IllegalArgumentException(
                    "'%s' is no address of an admin server: write http://HOST:PORT or https://HOST:PORT"
                            .formatted(admin));
        }
    }

    private static boolean isPage(URI admin) {
        String scheme = String.valueOf(admin.getScheme());
        return (scheme.equals("http") || scheme.equals("https"))
                && admin.getHost() != null
                && admin.toASCIIString().length() <= LONGEST_URL;
    }

    /** What the others are told of this member when it leads. */
    Facts.Leader asLeader() {
        return new Facts.Leader(self, reachedAt, admin == null ? null : admin.toASCIIString());
    }

    /** A group whose members believe whoever reaches them. */
    public GroupConfig(
            String self, Map<String, Endpoint> members, Path dataDir, Endpoint reachedAt, @Nullable URI admin) {
        this(self, members, dataDir, reachedAt, admin, Access.OPEN);
    }

    /** Where the other members reach this one. */
    Endpoint address() {
        return Objects.requireNonNull(members.get(self));
    }
}
