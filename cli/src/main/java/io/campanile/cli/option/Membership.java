package io.campanile.cli.option;

import io.campanile.clock.SkewedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TlsFiles;
import io.campanile.slave.Campanile;
import io.campanile.slave.SlaveBuilder;
import io.campanile.slave.SlaveIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a command is a slave: whom it follows, what it is called, and what is wrong with its clock. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class Membership {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private Masters masters;

    @Mixin
    private TimeStampsOption stamps;

    @Mixin
    private UtcOption utc;

    @Option(names = "--name", paramLabel = "NAME", description = "What people call this slave; the host's name.")
    private @Nullable String name;

    @Option(
            names = "--clock-offset",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = RandomValue.Offset.class,
            description = "Make this slave's local clock wrong by so much, to try things out on one machine;"
                    + " random:2s is anything up to that, fast or slow.")
    private Duration clockOffset;

    @Option(
            names = "--clock-drift",
            paramLabel = "RATE",
            defaultValue = "0ppm",
            converter = RandomValue.Drift.class,
            description = "Make this slave's local clock run fast by so much; random:100ppm is anything up to that.")
    private Rate clockDrift;

    /**
     * Checks what there is.
     *
     * @throws ParameterException if an option is out of its range
     */
    public void check() {
        stamped(named(Campanile.slave().localClock(localClock())));
    }

    private SlaveBuilder stamped(SlaveBuilder options) {
        if (stamps.chosen().needsDatagrams() && masters.transport() == Transport.TCP) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--timestamps %s: only datagrams are stamped so: give --transport auto or udp, too"
                            .formatted(stamps.chosen().name().toLowerCase(Locale.ROOT)));
        }
        try {
            return options.timeStamps(stamps.chosen());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--timestamps: " + e.getMessage(), e);
        }
    }

    private SlaveBuilder named(SlaveBuilder options) {
        try {
            return name == null ? options : options.name(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--name: " + e.getMessage(), e);
        }
    }

    /**
     * A slave like this.
     *
     * @throws IOException if none of the masters can be found
     * @throws ParameterException if an option is out of its range
     */
    public SlaveBuilder options() throws IOException {
        SlaveBuilder options =
                stamped(named(Campanile.slave().transport(masters.transport()).localClock(localClock())));
        TlsFiles tls = masters.tls(spec);
        if (tls != null) {
            options.tls(tls);
        }
        masters.found().forEach(m -> options.master(m.host(), m.port()));
        return options;
    }

    /** What it asks to be called. */
    public String name() {
        return name == null ? SlaveIdentity.hostName() : name;
    }

    /** Whether the slave's local clock is to be wrong on purpose. */
    public boolean isWrong() {
        return !clockOffset.isZero() || clockDrift.ppb() != 0;
    }

    private LocalClock localClock() {
        SystemClock machine = new SystemClock();
        if (!isWrong()) {
            return utc.on(machine);
        }
        try {
            return new SkewedClock(machine, clockOffset.toNanos(), clockDrift.ppb());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--clock-drift: " + e.getMessage(), e);
        }
    }
}
