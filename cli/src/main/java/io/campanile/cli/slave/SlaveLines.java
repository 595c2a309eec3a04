package io.campanile.cli.slave;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.campanile.admin.slave.MachineClockDocument;
import io.campanile.admin.web.Json;
import io.campanile.cli.option.Durations;
import io.campanile.cli.option.Host;
import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.clock.TimeInterval;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Timeline;
import io.campanile.os.discipline.MachineClockState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code campanile slave} prints. */
final class SlaveLines {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String name;
    private final ClusterClock clock;
    private final @Nullable Supplier<MachineClockState> machine;

    /**
     * Those of a slave.
     *
     * @param machine how it keeps the machine's clock; null if it does not
     */
    SlaveLines(String name, ClusterClock clock, @Nullable Supplier<MachineClockState> machine) {
        this.name = name;
        this.clock = clock;
        this.machine = machine;
    }

    /**
     * One line of JSON; what is not known yet is null.
     *
     * @param name the slave's name, as it was given
     * @param hostNanos the machine's own clock
     * @param localNanos the slave's local clock
     * @param clusterNanos the cluster's time, all three at one instant
     * @param offsetNanos local − cluster
     * @param driftPpb by how much the local clock runs faster than the cluster's
     * @param errorNanos how far the cluster's time can be from the truth
     * @param status how far it can be trusted
     * @param epoch of the master last obeyed
     * @param round of the last correction
     * @param utcNanos UTC at that instant
     * @param utcErrorNanos how far that can be off
     * @param machineClock how the machine's clock is kept; left out where it is not
     */
    private record Line(
            String name,
            long hostNanos,
            long localNanos,
            @Nullable Long clusterNanos,
            @Nullable Long offsetNanos,
            @Nullable Double driftPpb,
            @Nullable Long errorNanos,
            ClockStatus status,
            long epoch,
            long round,
            @Nullable Long utcNanos,
            @Nullable Long utcErrorNanos,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            MachineClockDocument machineClock) {}

    String json() {
        Host.Moment moment = Host.read(clock);
        ClusterReading now = moment.cluster();
        Timeline timeline = now.timeline();
        boolean known = timeline.everCorrected();
        TimeInterval utc = now.utc();
        boolean knowsUtc = !utc.equals(TimeInterval.UNKNOWN);
        byte[] line = Json.write(new Line(
                name,
                moment.hostNanos(),
                now.localNanos(),
                known ? now.clusterNanos() : null,
                known ? now.localNanos() - now.clusterNanos() : null,
                known ? driftPpb(timeline) : null,
                now.isBounded() ? now.errorNanos() : null,
                now.status(),
                timeline.epoch(),
                timeline.round(),
                knowsUtc ? utc.middleNanos() : null,
                knowsUtc ? utc.errorNanos() : null,
                MachineClockDocument.of(machine)));
        return new String(line, StandardCharsets.UTF_8);
    }

    String text() {
        ClusterReading now = clock.read();
        String status = now.status().name().toLowerCase(Locale.ROOT);
        if (!now.timeline().everCorrected()) {
            return "%s  %s%s".formatted(name, status, machineClock());
        }
        String error = now.isBounded() ? Durations.human(now.errorNanos()) : "unknown";
        return String.format(
                Locale.ROOT,
                "%s  %s  ±%s  %s; the local clock is off by %s, drifting by %.3f ppm%s%s",
                name,
                TIME.format(Instant.ofEpochSecond(0, now.clusterNanos())),
                error,
                status,
                Durations.human(now.localNanos() - now.clusterNanos()),
                driftPpb(now.timeline()) / 1000,
                utc(now),
                machineClock());
    }

    /** Nothing where nobody has ever said anything of it. */
    private static String utc(ClusterReading now) {
        TimeInterval utc = now.utc();
        if (utc.equals(TimeInterval.UNKNOWN)) {
            return now.timeline().utc() == null ? "" : "; UTC is unknown";
        }
        return "; UTC is %s ±%s"
                .formatted(TIME.format(Instant.ofEpochSecond(0, utc.middleNanos())), Durations.human(utc.errorNanos()));
    }

    private String machineClock() {
        if (machine == null) {
            return "";
        }
        MachineClockState state = machine.get();
        return String.format(
                Locale.ROOT,
                "; the machine's clock: %s, %s, %+.3f ppm",
                state.keeping().name().toLowerCase(Locale.ROOT),
                state.aheadNanos() == null
                        ? "not looked at yet"
                        : "off by %s ±%s"
                                .formatted(Durations.human(state.aheadNanos()), Durations.human(state.maxErrorNanos())),
                state.frequencyPpb() / 1000);
    }

    private static double driftPpb(Timeline timeline) {
        return (1 / (1 + timeline.target().ratePpb() / Units.PPB) - 1) * Units.PPB;
    }
}
