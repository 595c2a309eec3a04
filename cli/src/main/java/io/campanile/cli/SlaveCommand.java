package io.campanile.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.campanile.core.LocalClock;
import io.campanile.proto.SkewedClock;
import io.campanile.proto.SystemClock;
import io.campanile.proto.Transport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code campanile slave}. */
@Command(
        name = "slave",
        description = "Follows a master, and prints the cluster's time.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class SlaveCommand implements Callable<Integer> {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--master",
            paramLabel = "HOST:PORT",
            required = true,
            split = ",",
            description = "The masters, separated by commas; the port is 8080 unless given.")
    private List<Address> masters;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            defaultValue = "tcp",
            description = "How to reach them: ${COMPLETION-CANDIDATES}.")
    private Transport transport;

    @Option(names = "--name", paramLabel = "NAME", description = "What people call this slave; the host's name.")
    private @Nullable String name;

    @Option(names = "--observer", description = "Be corrected, and take no part in the average.")
    private boolean observer;

    @Option(
            names = "--clock-offset",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = Chance.Offset.class,
            description = "Make this slave's local clock wrong by so much, to try things out on one machine;"
                    + " random:2s is anything up to that, fast or slow.")
    private Duration clockOffset;

    @Option(
            names = "--clock-drift",
            paramLabel = "RATE",
            defaultValue = "0ppm",
            converter = Chance.Drift.class,
            description = "Make this slave's local clock run fast by so much; random:100ppm is anything up to that.")
    private Rate clockDrift;

    @Option(names = "--print", paramLabel = "FORM", defaultValue = "text", description = "text, json or none.")
    private PrintForm form;

    @Option(names = "--interval", paramLabel = "DURATION", defaultValue = "1s", description = "How often to print.")
    private Duration interval;

    @Option(names = "--duration", paramLabel = "DURATION", description = "How long to run; without it until Ctrl-C.")
    private @Nullable Duration duration;

    /** What to print. */
    enum PrintForm {
        /** A line for people. */
        TEXT,
        /** A line of JSON. */
        JSON,
        /** Nothing. */
        NONE
    }

    @Mixin
    @SuppressWarnings("UnusedVariable") // it does its work as it is parsed
    private EndWith endWith;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SlaveBuilder options = Campanile.slave().transport(transport).localClock(localClock());
        masters.forEach(m -> options.master(m.host(), m.port()));
        setIdentity(options);
        requireIntervals();
        Address.requireFindable(masters);
        try (ExitSignal exit = new ExitSignal();
                Slave slave = options.build()) {
            slave.start();
            print(new SlaveLines(slave.name(), slave.clock()), exit);
        }
        return ExitCode.OK;
    }

    /** Prints at whole multiples of the interval by the machine's clock: so the slaves of one machine print together. */
    private void print(SlaveLines lines, ExitSignal exit) throws JsonProcessingException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long every = interval.toNanos();
        long now = Host.nanos();
        long end = duration == null ? Long.MAX_VALUE : now + duration.toNanos();
        for (long next = (now / every + 1) * every; ; next = Math.max(next, Host.nanos() / every * every) + every) {
            if (exit.await(Duration.ofNanos(Math.min(next, end) - Host.nanos())) || end < next) {
                return;
            }
            if (form != PrintForm.NONE) {
                out.println(form == PrintForm.JSON ? lines.json() : lines.text());
                out.flush();
            }
        }
    }

    private void setIdentity(SlaveBuilder options) {
        if (observer) {
            options.observer();
        }
        try {
            if (name != null) {
                options.name(name);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--name: " + e.getMessage(), e);
        }
    }

    private LocalClock localClock() {
        SystemClock machine = new SystemClock();
        if (clockOffset.isZero() && clockDrift.ppb() == 0) {
            return machine;
        }
        try {
            return new SkewedClock(machine, clockOffset.toNanos(), clockDrift.ppb());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--clock-drift: " + e.getMessage(), e);
        }
    }

    private void requireIntervals() {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new ParameterException(spec.commandLine(), "--interval is too short; choose 1ms or more");
        }
        if (duration != null && duration.isNegative()) {
            throw new ParameterException(spec.commandLine(), "--duration is negative");
        }
    }
}
