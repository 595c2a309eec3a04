package io.campanile.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.admin.master.GroupDocument;
import io.campanile.admin.master.GroupDocument.Member;
import io.campanile.admin.master.GroupDocument.Takeover;
import io.campanile.admin.master.Limits;
import io.campanile.admin.master.StatusDocument;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupViewTest {

    /** 2027-01-15 08:00:00 UTC. */
    private static final long SINCE_NANOS = 1_800_000_000_000_000_000L;

    private static final int NARROW = 64;

    private static final List<Takeover> TAKEOVERS = List.of(
            new Takeover(1_799_999_000_000L, "m3", SINCE_NANOS - 60_000_000_000L, null),
            new Takeover(1_800_000_000_000L, "m1", SINCE_NANOS, 640_000_000L));

    private static GroupDocument group(
            String self, String role, @Nullable String leader, @Nullable Long behindNanos, String third) {
        return new GroupDocument(
                self,
                role,
                leader,
                leader == null ? null : "10.0.0.1:8080",
                leader == null ? null : "http://10.0.0.1:8081/",
                1_800_000_000_000L,
                SINCE_NANOS,
                2,
                TAKEOVERS,
                List.of(
                        new Member("m1", "10.0.0.1:9081", leader == null ? "UNKNOWN" : "LEADING", 0L, null, 1_200L),
                        new Member("m2", "10.0.0.2:9081", "FOLLOWING", 120_000_000L, behindNanos, 2_400L),
                        new Member("m3", "10.0.0.3:9081", third, 42_000_000_000L, null, null)));
    }

    private static List<String> lines(GroupDocument group) {
        StatusDocument.Master master = new StatusDocument.Master(
                group.self(),
                "10.0.0.9:8080",
                1_800_000_000_000L,
                "SYNCHRONIZED",
                1,
                2,
                100L,
                1_000_000_000,
                4,
                null,
                null);
        StatusDocument status =
                new StatusDocument(master, null, Map.of(), List.of(), new Limits(600, 200, 7, 1_000_000), group, null);
        return StatusView.lines(status, List.of(StatusView.NAME, StatusView.STATE), 10);
    }

    @Test
    void showsWhoLeadsTheTakeoversAndEachMember() {
        assertThat(lines(group("m1", "LEADING", "m1", -1_500L, "UNREACHABLE")))
                .containsExactly(
                        "master m1 at 10.0.0.9:8080, epoch 1800000000000, synchronized, before its first round",
                        "group: m1 leads, epoch 1800000000000",
                        "  slaves reach it at 10.0.0.1:8080",
                        "  its admin server is http://10.0.0.1:8081/",
                        "  2 takeovers",
                        "  2027-01-15 07:59:00Z m3",
                        "  2027-01-15 08:00:00Z m1, vacant for 640.00 ms",
                        "member           state   offset   error          heard",
                        "m1 (this)      leading        -  1.2 µs              -",
                        "m2           following  -1.5 µs  2.4 µs  120.00 ms ago",
                        "m3         unreachable        -       -   42.000 s ago",
                        "slave  state");
    }

    @Test
    void aStandbyHasNoTableOfSlaves() {
        List<String> lines = lines(group("m2", "FOLLOWING", "m1", null, "UNKNOWN"));
        assertThat(lines.get(0)).endsWith(", synchronized, a standby");
        assertThat(lines).last().asString().startsWith("m3");
        assertThat(lines).contains("m2 (this)  following       -  2.4 µs  120.00 ms ago");
    }

    @Test
    void saysThatNobodyLeads() {
        assertThat(lines(group("m2", "NOBODY_LEADS", null, null, "UNKNOWN")).subList(1, 3))
                .containsExactly("group: nobody leads, as far as m2 knows", "  2 takeovers");
    }

    @Test
    void fitsANarrowTerminal() {
        List<String> lines = lines(group("m1", "LEADING", "m1", -999_999_999L, "UNREACHABLE"));
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.length() <= NARROW);
    }

    @Test
    void takesNoMembersNameForMarkup() {
        List<String> lines = lines(group("@|nosuchstyle m2|@", "NOBODY_LEADS", null, null, "@|UNKNOWN"));
        assertThat(lines.subList(1, lines.size())).noneMatch(line -> line.contains("@|"));
    }
}
