package io.campanile.cli.status;

import io.campanile.admin.master.GroupDocument;
import io.campanile.admin.master.GroupDocument.Member;
import io.campanile.admin.master.GroupDocument.Takeover;
import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * A group of masters on a terminal, as one of its members sees it: who leads, the last takeovers, a table of the members. Its
 * lines are short, so that a narrow terminal does not break them.
 */
final class GroupView {

    private static final int SHOWN_TAKEOVERS = 3;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private GroupView() {}

    /** The lines. */
    static List<String> lines(GroupDocument group) {
        List<String> lines = new ArrayList<>();
        if (group.leader() == null) {
            lines.add(
                    Ansi.AUTO.string("group: @|red nobody leads|@, as far as %s knows".formatted(plain(group.self()))));
        } else {
            lines.add(Ansi.AUTO.string("group: %s leads, epoch %s".formatted(plain(group.leader()), group.epoch())));
            lines.add(Ansi.AUTO.string(
                    "  slaves reach it at %s".formatted(plain(String.valueOf(group.leaderAddress())))));
            if (group.leaderAdmin() != null) {
                lines.add(Ansi.AUTO.string("  its admin server is %s".formatted(plain(group.leaderAdmin()))));
            }
        }
        lines.add("  %s %s".formatted(group.takeovers(), group.takeovers() == 1 ? "takeover" : "takeovers"));
        List<Takeover> last = group.lastTakeovers();
        last.subList(Math.max(0, last.size() - SHOWN_TAKEOVERS), last.size())
                .forEach(takeover -> lines.add(Ansi.AUTO.string(takeover(takeover))));
        lines.addAll(table(group));
        return lines;
    }

    private static String takeover(Takeover takeover) {
        String vacancy =
                takeover.vacantNanos() == null ? "" : ", vacant for " + Durations.human(takeover.vacantNanos());
        return "  %s %s%s".formatted(time(takeover.atNanos()), plain(takeover.leader()), vacancy);
    }

    private static List<String> table(GroupDocument group) {
        Table table = new Table(Ansi.AUTO, "member", "state", "offset", "error", "heard");
        for (Member member : group.members()) {
            String name = plain(member.name()) + (member.name().equals(group.self()) ? " (this)" : "");
            table.row(name, state(member), human(member.offsetNanos()), human(member.errorNanos()), heard(member));
        }
        return table.lines();
    }

    private static String state(Member member) {
        String state = plain(member.state().toLowerCase(Locale.ROOT));
        return member.state().equals("UNREACHABLE") ? "@|red %s|@".formatted(state) : state;
    }

    private static String heard(Member member) {
        Long silentNanos = member.silentNanos();
        return silentNanos == null || silentNanos == 0 ? "-" : Durations.human(silentNanos) + " ago";
    }

    private static String human(@Nullable Long nanos) {
        return nanos == null ? "-" : Durations.human(nanos);
    }

    private static String time(long nanos) {
        return TIME.format(Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nanos)));
    }

    private static String plain(String text) {
        return Table.plain(text);
    }
}
