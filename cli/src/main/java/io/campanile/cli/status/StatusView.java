package io.campanile.cli.status;

import io.campanile.admin.master.GroupDocument;
import io.campanile.admin.master.Loss;
import io.campanile.admin.master.StatusDocument;
import io.campanile.admin.master.StatusDocument.Slave;
import io.campanile.cli.option.Durations;
import io.campanile.cli.terminal.Table;
import io.campanile.core.Quantity;
import io.campanile.core.message.Stamps;
import io.campanile.core.session.VotingRight.Withheld;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * A cluster on a terminal: the master, its group if it belongs to one, its last round, a table of slaves, who is left out and who was lost. When not all
 * slaves fit, those that are left out or lost come first.
 */
public final class StatusView {

    /** Its unique name. */
    public static final Column NAME = new Column("slave", slave -> Table.plain(slave.name()));

    /** From where it is connected. */
    public static final Column ADDRESS = new Column("address", slave -> Table.plain(slave.address()));

    /** Where it stands. */
    public static final Column STATE = new Column("state", StatusView::state);

    /** Its cluster clock minus cluster time. */
    public static final Column OFFSET = new Column("offset", slave -> human(slave.offsetNanos()));

    /** How far that can be from the truth. */
    public static final Column ERROR = new Column("error", slave -> human(slave.errorNanos()));

    /** Its local clock's rate against the master's. */
    public static final Column DRIFT = new Column(
            "drift",
            slave -> slave.driftPpb() == null ? "-" : String.format(Locale.ROOT, "%.3f ppm", slave.driftPpb() / 1000));

    /** Its shortest round trip lately. */
    public static final Column DELAY = new Column("delay", slave -> human(slave.delayNanos()));

    /** What carries its probes, and who stamps them, if not the programs. */
    public static final Column PROBES = new Column(
            "probes",
            slave -> slave.probesBy() == null ? "-" : Table.plain(slave.probesBy()) + stampers(slave.stamps()));

    /** How long ago it was last heard. */
    public static final Column HEARD = new Column("heard", slave -> Durations.human(slave.ageNanos()) + " ago");

    private StatusView() {}

    private static String stampers(@Nullable String stamps) {
        if (Stamps.HARDWARE.name().equals(stamps)) {
            return ", card";
        }
        return Stamps.KERNEL.name().equals(stamps) ? ", kernel" : "";
    }

    /**
     * A column of the table.
     *
     * @param title its header
     * @param cell a slave's cell; may hold picocli's markup
     */
    public record Column(String title, Function<Slave, String> cell) {}

    /**
     * The lines.
     *
     * @param maxSlaves how many slaves there is room for
     */
    public static List<String> lines(StatusDocument status, List<Column> columns, int maxSlaves) {
        List<String> lines = new ArrayList<>();
        StatusDocument.Master master = status.master();
        GroupDocument group = status.group();
        boolean isStandby = group != null && !group.role().equals("LEADING");
        lines.add("master %s at %s, epoch %s, %s%s"
                .formatted(
                        Table.plain(master.name()),
                        Table.plain(master.address()),
                        master.epoch(),
                        Table.plain(master.status()).toLowerCase(Locale.ROOT),
                        status.round() != null ? "" : isStandby ? ", a standby" : ", before its first round"));
        SlaveView.certificates(master.certificates()).forEach(lines::add);
        if (master.secondMaster() != null) {
            lines.add(Ansi.AUTO.string("@|red %s|@".formatted(Table.plain(master.secondMaster()))));
        }
        if (group != null) {
            lines.addAll(GroupView.lines(group));
        }
        lines.addAll(ParentView.lines(status.parent()));
        StatusDocument.Round round = status.round();
        if (round != null) {
            lines.add("round %s: %s%s; %s of %s heard, spread %s"
                    .formatted(
                            round.number(),
                            Table.plain(round.why()),
                            leftOut(round),
                            round.heard(),
                            Quantity.many(round.members(), "slave"),
                            Durations.human(round.spreadNanos())));
            UtcView.line(round.utc()).ifPresent(lines::add);
        }
        if (!isStandby || !status.slaves().isEmpty()) {
            lines.addAll(table(status, columns, maxSlaves));
        }
        if (round != null) {
            round.falsetickers().stream()
                    .limit(maxSlaves)
                    .forEach(f -> lines.add(Ansi.AUTO.string(
                            "@|red %s|@ is left out: %s".formatted(Table.plain(f.slave()), Table.plain(f.detail())))));
        }
        status.slaves().stream()
                .filter(slave -> slave.lost() == null && isDeniedItsVote(slave))
                .limit(maxSlaves)
                .forEach(slave -> lines.add(Ansi.AUTO.string("@|yellow %s|@ does not vote: %s"
                        .formatted(
                                Table.plain(slave.name()), Table.plain(Objects.requireNonNull(slave.withoutVote()))))));
        status.slaves().stream()
                .filter(slave -> slave.lost() != null)
                .limit(maxSlaves)
                .forEach(slave -> lines.add(lost(slave, master.localNanos())));
        return lines;
    }

    /** A clock that is left out is none of those that were asked whether they agree. */
    private static String leftOut(StatusDocument.Round round) {
        int all = round.rejected() == null
                ? round.falsetickers().size()
                : round.rejected().values().stream().mapToInt(Integer::intValue).sum();
        return all == 0 ? "" : ", %s left out".formatted(all);
    }

    /** Whoever asked not to vote is no news. */
    private static boolean isDeniedItsVote(Slave slave) {
        return slave.withoutVote() != null && !slave.withoutVote().equals(Withheld.NOT_WANTED.sentence());
    }

    private static String lost(Slave slave, long nowNanos) {
        Loss loss = Objects.requireNonNull(slave.lost());
        return Ansi.AUTO.string("@|red %s|@ was lost %s ago: %s"
                .formatted(
                        Table.plain(slave.name()),
                        Durations.human(nowNanos - loss.atNanos()),
                        Table.plain(loss.why())));
    }

    private static List<String> table(StatusDocument status, List<Column> columns, int maxSlaves) {
        Table table = new Table(Ansi.AUTO, columns.stream().map(Column::title).toArray(String[]::new));
        List<Slave> slaves = new ArrayList<>(status.slaves());
        if (slaves.size() > maxSlaves) {
            slaves.sort((a, b) -> Boolean.compare(isWell(a), isWell(b)));
        }
        slaves.stream()
                .limit(maxSlaves)
                .forEach(slave -> table.row(columns.stream()
                        .map(column -> column.cell().apply(slave))
                        .toArray(String[]::new)));
        List<String> lines = new ArrayList<>(table.lines());
        int lost = (int) slaves.stream().filter(slave -> slave.lost() != null).count();
        int all = status.round() == null
                ? slaves.size()
                : Math.max(slaves.size(), status.round().members() + lost);
        if (all > maxSlaves) {
            lines.add("and %s more".formatted(all - maxSlaves));
        }
        return lines;
    }

    private static boolean isWell(Slave slave) {
        return slave.rejection() == null && slave.lost() == null;
    }

    private static String state(Slave slave) {
        String state = Table.plain(slave.state()).toLowerCase(Locale.ROOT);
        return isWell(slave) ? state : "@|red %s|@".formatted(state);
    }

    private static String human(@Nullable Long nanos) {
        return nanos == null ? "-" : Durations.human(nanos);
    }
}
