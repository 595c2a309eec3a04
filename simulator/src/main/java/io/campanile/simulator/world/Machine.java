package io.campanile.simulator.world;

import java.util.ArrayList;
import java.util.List;

/**
 * A machine with one clock, on which one process after the other runs. While it is suspended its clock stands still, its
 * timers wait and packets to it are lost. Timers of a process that was killed never fire.
 */
public final class Machine {

    private final VirtualTime time;
    private final VirtualClock clock;
    private final List<Runnable> waiting = new ArrayList<>();
    private int process;
    private boolean up;
    private boolean suspended;

    public Machine(VirtualTime time, VirtualClock clock) {
        this.time = time;
        this.clock = clock;
    }

    public VirtualClock clock() {
        return clock;
    }

    /** True time, which nobody on the machine knows. */
    public long trueNanos() {
        return time.now();
    }

    /** Whether a process runs, and not merely exists. */
    public boolean isRunning() {
        return up && !suspended;
    }

    public boolean isUp() {
        return up;
    }

    /** Starts a process. */
    public void start() {
        process++;
        up = true;
    }

    /** Ends it, with all its timers. */
    public void kill() {
        process++;
        up = false;
        waiting.clear();
    }

    /** Does some work of the present process after this many nanoseconds. */
    public void after(long nanos, Runnable work) {
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
    public void receive(Runnable work) {
        if (isRunning()) {
            work.run();
        }
    }

    public void suspend() {
        suspended = true;
        clock.freeze();
    }

    public void resume() {
        goOn(clock::thaw);
    }

    /** The same for a machine that knows that it slept. Its wall clock, which went on, was set by this much meanwhile. */
    public void wake(long wallSetBy) {
        goOn(() -> clock.wake(wallSetBy));
    }

    private void goOn(Runnable thaw) {
        if (suspended) {
            suspended = false;
            thaw.run();
            waiting.forEach(work -> after(0, work));
            waiting.clear();
        }
    }
}
