package io.campanile.bench.ladder;

import io.campanile.core.Units;
import io.campanile.core.round.Burst;
import io.campanile.proto.socket.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * One load.
 *
 * @param transport over what
 * @param slaves how many
 * @param roundSeconds how often they are measured and corrected
 * @param seconds for how long it is measured; at least two rounds
 * @param rampPerSecond how many slaves start in a second
 * @param warmUpSeconds for how long nothing is measured after the last has joined
 */
public record Rung(
        Transport transport, int slaves, int roundSeconds, int seconds, int rampPerSecond, int warmUpSeconds) {

    private static final Pattern FORM = Pattern.compile("(tcp|udp):(\\d{1,7}):(\\d{1,3})s:(\\d{1,5})s");

    /** Unless another ramp is asked for, joining takes this long at most, or this many join in a second. */
    private static final int RAMP_SECONDS = 20;

    private static final int LEAST_RAMP_PER_SECOND = 2000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Rung {
        if (slaves < 1 || roundSeconds < 1) {
            throw new IllegalArgumentException("no load: %s slaves, rounds of %s s".formatted(slaves, roundSeconds));
        }
        if (seconds < 2 * roundSeconds) {
            throw new IllegalArgumentException("%s s are too short for rounds of %s s: measure two rounds at least"
                    .formatted(seconds, roundSeconds));
        }
    }

    /** With the usual ramp. */
    public Rung(Transport transport, int slaves, int roundSeconds, int seconds) {
        this(transport, slaves, roundSeconds, seconds, Math.max(LEAST_RAMP_PER_SECOND, slaves / RAMP_SECONDS), 0);
    }

    /**
     * Reads {@code udp:100000:5s:180s}: transport, slaves, round, for how long.
     *
     * @throws TypeConversionException saying how to write it
     */
    public static Rung parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'%s' is no rung: write TRANSPORT:SLAVES:ROUND:DURATION, such as udp:100000:5s:180s"
                            .formatted(text));
        }
        return new Rung(
                Transport.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)));
    }

    /**
     * The bursts to measure it with: one probe, which is what the cost is told for, and what the master chooses by itself
     * where that is more.
     */
    List<Burst> bursts() {
        Burst one = new Burst(1);
        return probes(Burst.AUTO) == 1 ? List.of(one) : List.of(one, Burst.AUTO);
    }

    /** How many probes a slave gets in a round. */
    int probes(Burst burst) {
        return burst.probes(slaves, roundSeconds * Units.SECOND_NANOS, 1);
    }

    /** How long it takes until the last one has started, rounded up. */
    public int joinSeconds() {
        return (int) Duration.ofMillis(1000L * slaves / rampPerSecond())
                .plusMillis(999)
                .toSeconds();
    }

    /** The same for another time. */
    Rung during(int otherSeconds) {
        return new Rung(transport, slaves, roundSeconds, otherSeconds, rampPerSecond, warmUpSeconds);
    }

    /** The same with no more of its slaves starting in a second. */
    public Rung joiningAt(int perSecond) {
        return new Rung(transport, slaves, roundSeconds, seconds, Math.min(perSecond, rampPerSecond), warmUpSeconds);
    }

    /** The same, measured so much later. */
    public Rung warmedUp(int afterSeconds) {
        return new Rung(transport, slaves, roundSeconds, seconds, rampPerSecond, afterSeconds);
    }

    /** How many rounds fit into this time. */
    long rounds(double measuredSeconds) {
        return (long) (measuredSeconds / roundSeconds);
    }

    @Override
    public String toString() {
        return "%s:%s:%ss:%ss".formatted(transport, slaves, roundSeconds, seconds);
    }
}
