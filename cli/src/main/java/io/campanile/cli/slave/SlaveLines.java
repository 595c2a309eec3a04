package io.campanile.cli.slave;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.option.Durations;
import io.campanile.cli.option.Host;
import io.campanile.clock.ClusterClock;
import io.campanile.clock.ClusterReading;
import io.campanile.core.Units;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.Timeline;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code campanile slave} prints. */
final class SlaveLines {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ObjectMapper json = new ObjectMapper();
    private final String name;
    private final ClusterClock clock;

    SlaveLines(String name, ClusterClock clock) {
        this.name = name;
        this.clock = clock;
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
     */
    private record Line(
            @JsonProperty("name") String name,
            @JsonProperty("host_ns") long hostNanos,
            @JsonProperty("local_ns") long localNanos,
            @JsonProperty("cluster_ns") @Nullable Long clusterNanos,
            @JsonProperty("offset_ns") @Nullable Long offsetNanos,
            @JsonProperty("drift_ppb") @Nullable Double driftPpb,
            @JsonProperty("error_ns") @Nullable Long errorNanos,
            @JsonProperty("status") ClockStatus status,
            @JsonProperty("epoch") long epoch,
            @JsonProperty("round") long round) {}

    String json() throws JsonProcessingException {
        Host.Moment moment = Host.read(clock);
        ClusterReading now = moment.cluster();
        Timeline timeline = now.timeline();
        boolean known = timeline.everCorrected();
        return json.writeValueAsString(new Line(
                name,
                moment.hostNanos(),
                now.localNanos(),
                known ? now.clusterNanos() : null,
                known ? now.localNanos() - now.clusterNanos() : null,
                known ? driftPpb(timeline) : null,
                now.isBounded() ? now.errorNanos() : null,
                now.status(),
                timeline.epoch(),
                timeline.round()));
    }

    String text() {
        ClusterReading now = clock.read();
        String status = now.status().name().toLowerCase(Locale.ROOT);
        if (!now.timeline().everCorrected()) {
            return "%s  %s".formatted(name, status);
        }
        String error = now.isBounded() ? Durations.human(now.errorNanos()) : "unknown";
        return String.format(
                Locale.ROOT,
                "%s  %s  ±%s  %s; the local clock is off by %s, drifting by %.3f ppm",
                name,
                TIME.format(Instant.ofEpochSecond(0, now.clusterNanos())),
                error,
                status,
                Durations.human(now.localNanos() - now.clusterNanos()),
                driftPpb(now.timeline()) / 1000);
    }

    private static double driftPpb(Timeline timeline) {
        return (1 / (1 + timeline.target().ratePpb() / Units.PPB) - 1) * Units.PPB;
    }
}
