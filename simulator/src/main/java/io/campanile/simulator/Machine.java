package io.campanile.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * A machine with one clock, on which one process after the other runs. While it is suspended its clock stands still, its
 * timers wait and packets to it are lost. Timers of a process that was killed never fire.
 */
final class Machine {

    private final VirtualTime time;
    private final VirtualClock clock;
    private final List<Runnable> waiting = new ArrayList<>();
    private int process;
    private boolean up;
    private boolean suspended;

    Machine(VirtualTime time, VirtualClock clock) {
        this.time = time;
        this.clock = clock;
    }

    VirtualClock clock() {
        return clock;
    }

    /** True time, which nobody on the machine knows. */
    long trueNanos() {
        return time.now();
    }

    /** Whether a process runs, and not merely exists. */
    boolean isRunning() {
        return up && !suspended;
    }

    boolean isUp() {
        return up;
    }

    /** Starts a process. */
    void start() {
        process++;
        up = true;
    }

    /** Ends it, with all its timers. */
    void kill() {
        process++;
        up = false;
        waiting.clear();
    }

    /** Does some work of the present process after this many nanoseconds. */
    void after(long nanos, Runnable work) {
        int owner = process;
        time.at(time.now() + nanos, () -> fire(owner, work));
    }

    private void fire(int owner, Runnable work) {
        if (owner != process) {
            return;
        }
        if (suspended) {
            waiting.add(work);
        } else {
            work.run();
        }
    }

    /** Hands a packet to the process, if it runs. */
    void receive(Runnable work) {
        if (isRunning()) {
            work.run();
        }
    }

    void suspend() {
        suspended = true;
        clock.freeze();
    }

    void resume() {
        if (suspended) {
            suspended = false;
            clock.thaw();
            waiting.forEach(work -> after(0, work));
            waiting.clear();
        }
    }
}
