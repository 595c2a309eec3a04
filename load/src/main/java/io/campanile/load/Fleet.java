package io.campanile.load;

import io.campanile.clock.SkewedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import io.campanile.proto.tls.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The slaves: starts them, replaces some, sends them home. One thread drives it. */
final class Fleet {

    /** Liars lie by an hour to two, either way: no two of them agree. */
    private static final long LIE_NANOS = 3600 * Units.SECOND_NANOS;

    private static final long LONGEST_START_NANOS = Units.SECOND_NANOS / 20;

    private final LoadConfig options;
    private final LocalClock machine;
    private final List<Line> lines;
    private final Census census;
    private final SplittableRandom random;
    private final List<LoadSlave> slaves = new ArrayList<>();
    private int started;

    Fleet(LoadConfig options, LocalClock machine, List<Line> lines, Census census) {
        this.options = options;
        this.machine = machine;
        this.lines = lines;
        this.census = census;
        this.random = new SplittableRandom(options.seed());
    }

    /** Starts slaves until there are this many, or until others have waited for long: certificates take their time. */
    void startUpTo(long count) {
        long until = machine.nanos() + LONGEST_START_NANOS;
        while (slaves.size() < Math.min(count, options.slaves()) && machine.nanos() < until) {
            LoadSlave slave = newSlave(slaves.size());
            slaves.add(slave);
            slave.start();
        }
    }

    /** Has slaves leave and others come in their places, until this many were replaced. */
    void replaceUpTo(long count) {
        while (replaced() < count) {
            int seat = random.nextInt(slaves.size());
            slaves.get(seat).leave();
            LoadSlave slave = newSlave(seat);
            slaves.set(seat, slave);
            slave.start();
        }
    }

    private LoadSlave newSlave(int seat) {
        boolean liar = isLiar(seat, options.liars(), options.slaves());
        double drift = (2 * random.nextDouble() - 1) * options.maxDriftPpb();
        SkewedClock local = new SkewedClock(machine, liar ? lie() : honestOffset(), drift);
        started++;
        String name = "load-%s-%s".formatted(options.seed(), started);
        Credentials credentials =
                options.identities() == null ? null : options.identities().of(name);
        Uplink uplink = lines.get(seat % lines.size()).uplink(credentials);
        return new LoadSlave(options.masters(), called(name, credentials), liar, local, drift, uplink, census);
    }

    /** A slave that proves who it is has to be called so. */
    private static String called(String name, @Nullable Credentials credentials) {
        return credentials == null || credentials.names().has(name)
                ? name
                : credentials.names().all().iterator().next();
    }

    private long honestOffset() {
        long most = options.maxOffset().toNanos();
        return random.nextLong(-most, most + 1);
    }

    private long lie() {
        long size = random.nextLong(LIE_NANOS, 2 * LIE_NANOS);
        return random.nextBoolean() ? size : -size;
    }

    /** Liars sit evenly among the others. */
    static boolean isLiar(int seat, int liars, int slaves) {
        return (seat + 1L) * liars / slaves > (long) seat * liars / slaves;
    }

    /** Says goodbye for all; completes when all connections are closed. */
    CompletableFuture<Void> leave() {
        return CompletableFuture.allOf(slaves.stream().map(LoadSlave::leave).toArray(CompletableFuture<?>[]::new));
    }

    /** All present slaves, whether the master has let them in or not. */
    List<LoadSlave> slaves() {
        return slaves;
    }

    /** How many have been started, those that were replaced included. */
    int started() {
        return started;
    }

    int replaced() {
        return started - slaves.size();
    }
}
