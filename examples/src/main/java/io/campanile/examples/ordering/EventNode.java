package io.campanile.examples.ordering;

import io.campanile.clock.HybridClock;
import io.campanile.clock.SkewedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A process whose clock is wrong: reads the event that causes its own, and prints its own.
 *
 * <pre>java … EventNode MASTER-HOST MASTER-PORT WHAT CLOCK-OFFSET</pre>
 */
final class EventNode {

    private EventNode() {}

    public static void main(String[] args) throws Exception {
        LocalClock local =
                new SkewedClock(new SystemClock(), Duration.parse(args[3]).toNanos(), 0);
        try (Slave slave = Campanile.slave()
                .master(args[0], Integer.parseInt(args[1]))
                .localClock(local)
                .build()) {
            slave.start().toCompletableFuture().join();
            HybridClock stamps = new HybridClock(slave.clock());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String cause = in.readLine(); cause != null; cause = in.readLine()) {
                long stamp = cause.isEmpty()
                        ? stamps.now()
                        : stamps.observe(Event.parse(cause).stamp());
                System.out.println(new Event(args[2], Instant.ofEpochSecond(0, local.nanos()), stamp));
            }
        }
    }
}
