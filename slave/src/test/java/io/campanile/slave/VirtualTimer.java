package io.campanile.slave;

import io.campanile.core.LocalClock;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A local clock that a test moves, and the timer that goes with it. */
final class VirtualTimer implements ClockTimer, LocalClock {

    private record Appointment(long atNanos, Runnable work) {}

    private final Queue<Runnable> now = new ArrayDeque<>();
    private final Queue<Appointment> later = new PriorityQueue<>(Comparator.comparingLong(Appointment::atNanos));
    private long nanos;
    private int runs;

    VirtualTimer(long nanos) {
        this.nanos = nanos;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void execute(Runnable work) {
        now.add(work);
    }

    @Override
    public void schedule(Runnable work, long delayNanos) {
        later.add(new Appointment(nanos + delayNanos, work));
    }

    @Override
    public boolean isCurrent() {
        return false;
    }

    /** Lets time pass, and what is due happen at its moment. */
    void advance(long byNanos) {
        long until = nanos + byNanos;
        run();
        while (!later.isEmpty() && later.element().atNanos() <= until) {
            Appointment next = later.remove();
            nanos = Math.max(nanos, next.atNanos());
            runs++;
            next.work().run();
            run();
        }
        nanos = until;
    }

    private void run() {
        for (Runnable work = now.poll(); work != null; work = now.poll()) {
            runs++;
            work.run();
        }
    }

    /** How much it has done so far. */
    int runs() {
        return runs;
    }
}
