package io.campanile.cli.status;

import io.campanile.admin.master.ParentDocument;
import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** The parent whose cluster's time a master's own follows, on a terminal. */
final class ParentView {

    private ParentView() {}

    /** The lines; none if there is no parent. */
    static List<String> lines(@Nullable ParentDocument parent) {
        if (parent == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(Ansi.AUTO.string("parent: %s".formatted(state(parent))));
        if (parent.path().size() > 1) {
            lines.add("  " + Table.plain(String.join(" -> ", parent.path())));
        }
        if (parent.distanceNanos() != null && parent.errorNanos() != null) {
            lines.add("  this cluster's time is %s from the parent's, which is known to ± %s"
                    .formatted(Durations.human(parent.distanceNanos()), Durations.human(parent.errorNanos())));
        }
        if (parent.trouble() != null) {
            lines.add(Ansi.AUTO.string("  @|red %s|@".formatted(Table.plain(parent.trouble()))));
        }
        return lines;
    }

    private static String state(ParentDocument parent) {
        String where = Table.plain(
                parent.master() == null ? String.join(", ", parent.addresses()) : String.valueOf(parent.master()));
        return switch (parent.state()) {
            case "FOLLOWED" -> "this cluster follows %s".formatted(where);
            case "HOLDOVER" -> "@|yellow %s is not heard|@, and this cluster goes on by itself".formatted(where);
            case "ALONE" -> "@|red %s is not heard|@, and this cluster keeps a time of its own".formatted(where);
            case "AWAITED" -> "@|yellow this cluster waits for the time of|@ %s".formatted(where);
            default -> "%s, %s".formatted(where, Table.plain(parent.state()).toLowerCase(Locale.ROOT));
        };
    }
}
