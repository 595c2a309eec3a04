package io.campanile.bench.trust;

import io.campanile.load.HelloFlood;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process of strangers: a {@link HelloFlood} at a pace. */
final class Flood {

    private static final int AT_ONCE = 100;

    private Flood() {}

    /** Floods: the port, how many hellos, how many of them in a second, from how many addresses. */
    public static void main(String[] args) throws IOException {
        InetSocketAddress master = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        try (HelloFlood flood = HelloFlood.open(master, Integer.parseInt(args[3]))) {
            long began = System.nanoTime();
            say(flood, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            System.out.printf("said %s and proved %s in %s ms%n", flood.hellos(), flood.proven(), millis);
        }
    }

    private static void say(HelloFlood flood, int hellos, int perSecond) throws IOException {
        long began = System.nanoTime();
        for (int i = 0; i < hellos; i++) {
            if (i % AT_ONCE == 0) {
                long due = began + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
            }
            flood.say();
        }
    }
}
