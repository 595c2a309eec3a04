package io.campanile.clock;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The timer of all clocks that were given none: one daemon thread in the process, which starts when somebody waits and ends
 * when nobody has waited for a second.
 */
final class SharedTimer {

    static final ClockTimer INSTANCE = ClockTimer.on(executor(), () -> Thread.currentThread() instanceof TimerThread);

    private SharedTimer() {}

    private static final class TimerThread extends Thread {

        TimerThread(Runnable work) {
            super(work, "campanile-clock");
            setDaemon(true);
        }
    }

    private static ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, TimerThread::new);
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
