package io.campanile.clock;

import io.campanile.core.LocalClock;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A local clock that somebody moves, and the timer that goes with it: what is given to it happens at once on that thread,
 * or while it is moved.
 *
 * <p>Thread-safe.
 */
final class VirtualTimer implements ClockTimer, LocalClock {

    private final Queue<Runnable> now = new ArrayDeque<>();
    private final Queue<Appointment> later = new PriorityQueue<>(Comparator.comparingLong(Appointment::atNanos));
    private volatile long nanos;
    private volatile long disruptions;
    private boolean running;

    private record Appointment(long atNanos, Runnable work) {}

    VirtualTimer(long nanos) {
        this.nanos = nanos;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long disruptions(long localNanos) {
        return disruptions;
    }

    /** From now on it says that it was disrupted once more. */
    synchronized void disrupt() {
        disruptions++;
    }

    @Override
    public synchronized void execute(Runnable work) {
        now.add(work);
        run();
    }

    @Override
    public synchronized void schedule(Runnable work, long delayNanos) {
        later.add(new Appointment(nanos + delayNanos, work));
    }

    @Override
    public boolean isCurrent() {
        return Thread.holdsLock(this);
    }

    /** Lets this much time pass, and lets what is due happen at its moment. */
    synchronized void advance(long byNanos) {
        long until = nanos + byNanos;
        for (Appointment next = later.peek(); next != null && next.atNanos() <= until; next = later.peek()) {
            later.remove();
            nanos = next.atNanos();
            execute(next.work());
        }
        nanos = until;
    }

    /** Does the work one piece after the other, also what comes meanwhile. */
    private void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            for (Runnable work = now.poll(); work != null; work = now.poll()) {
                work.run();
            }
        } finally {
            running = false;
        }
    }
}
