package io.campanile.clock;

/** Counts what is done on a timer. */
final class CountingTimer implements ClockTimer {

    private final ClockTimer timer;
    private int runs;

    CountingTimer(ClockTimer timer) {
        this.timer = timer;
    }

    @Override
    public void execute(Runnable work) {
        timer.execute(counted(work));
    }

    @Override
    public void schedule(Runnable work, long delayNanos) {
        timer.schedule(counted(work), delayNanos);
    }

    @Override
    public boolean isCurrent() {
        return timer.isCurrent();
    }

    private Runnable counted(Runnable work) {
        return () -> {
            runs++;
            work.run();
        };
    }

    int runs() {
        return runs;
    }
}
