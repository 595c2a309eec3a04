package io.campanile.os.discipline;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.LocalClock;
import io.campanile.core.Units;
import io.campanile.os.ClusterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's clock, which others see as {@code CLOCK_REALTIME}, kept on cluster time. Linux on 64-bit machines, with {@code CAP_SYS_TIME}.
 *
 * <p>A slave that does so takes {@link #local} for its local clock: one that nothing bends, not even this. Then {@link #follow} has the
 * machine's clock follow the slave's, in a thread of its own, which looks once a second.
 *
 * <p>Guarantee: between two steps, each of which is logged before, the machine's clock never goes back. The kernel's own fields tell whether
 * and how well it is kept ({@code ntp_adjtime}): what is unknown of it is never more than they say, as long as the slave's clock keeps
 * its promise.
 *
 * <p>Thread-safe.
 */
public final class MachineClock implements AutoCloseable {

    /** How far it may be from cluster time before it steps, once it was there: 128 ms, unless it is given. */
    public static final long STEP_THRESHOLD_NANOS = 128_000_000;

    private static final Logger log = LoggerFactory.getLogger(MachineClock.class);

    private static final Path PROC = Path.of("/proc");
    private static final long EACH_MILLIS = 1_000;
    private static final long REMEMBER_EACH_NANOS = 3600 * Units.SECOND_NANOS;
    private static final long CLOSE_MILLIS = 1_000;

    private final Kernel kernel;
    private final RawClock local;
    private final Steering steering;
    private final KernelState begin;
    private final @Nullable DriftFile file;
    private final ClusterMark mark;
    private final ScheduledExecutorService thread;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    // That thread alone uses these, and who closes it afterwards.
    private @Nullable Follower follower;
    private boolean remembered;

    private long rememberedNanos;

    // That thread writes it.
    private volatile MachineClockState state;

    private MachineClock(
            Kernel kernel,
            RawClock local,
            Steering steering,
            KernelState begin,
            @Nullable DriftFile file,
            ClusterMark mark) {
        this.kernel = kernel;
        this.local = local;
        this.steering = steering;
        this.begin = begin;
        this.state = MachineClockState.waiting(begin);
        this.file = file;
        this.mark = mark;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("campanile-machine-clock", true));
    }

    /**
     * Claims this machine's clock. It goes on as it did, at the frequency that the folder remembers, if there is one.
     *
     * @param stepThresholdNanos how far it may be from cluster time before it steps, once it was there; 1 ms and more
     * @param folder where its frequency is remembered; null for nowhere
     * @param ours an argument by which other processes that do this can be told
     * @throws IOException in one sentence that says what to do: no such kernel, no permission, or another program keeps the clock
     */
    public static MachineClock claim(long stepThresholdNanos, @Nullable Path folder, String ours) throws IOException {
        requireLinux();
        return claim(
                new Processes(PROC, ours, ProcessHandle.current().pid()),
                new LinuxKernel(),
                new SystemClock(),
                stepThresholdNanos,
                folder,
                ClusterMark.OF_THIS_MACHINE);
    }

    private static void requireLinux() throws IOException {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (!system.equals("Linux") || !(machine.equals("amd64") || machine.equals("aarch64"))) {
            throw new IOException(
                    "the machine's clock can be disciplined on Linux on x86-64 and on ARM, 64 bits, and this is %s on %s: do without it"
                            .formatted(system, machine));
        }
    }

    static MachineClock claim(
            Processes processes,
            Kernel kernel,
            LocalClock machine,
            long stepThresholdNanos,
            @Nullable Path folder,
            ClusterMark mark)
            throws IOException {
        if (!processes.maySetClock()) {
            throw new IOException(
                    "this process is not permitted to set the machine's clock: give it CAP_SYS_TIME (systemd:"
                            + " AmbientCapabilities=CAP_SYS_TIME), or do not have it discipline the clock");
        }
        String keeper = processes.keeper().orElse(null);
        if (keeper != null) {
            throw new IOException(
                    "the machine's clock is kept by %s already: stop that, or do not have this one discipline the clock"
                            .formatted(keeper));
        }
        DriftFile file = folder == null ? null : new DriftFile(folder);
        OptionalDouble remembered = OptionalDouble.empty();
        if (file != null) {
            file.requireWritable();
            remembered = file.read();
        }
        RawClock local = new RawClock(kernel::rawNanos, machine);
        KernelState found = kernel.state();
        Steering steering =
                new Steering(remembered.orElse(found.ratePpb()), remembered.isPresent(), stepThresholdNanos);
        KernelState begin = kernel.keep(Order.leaving(found, steering.goodFrequencyPpb()));
        log.info(
                "the machine's clock is disciplined from now on; it begins at {} ppm",
                String.format(Locale.ROOT, "%+.3f", begin.ratePpb() / 1000));
        try {
            mark.set();
        } catch (IOException e) {
            log.warn(
                    "cannot make {} ({}): another process of this machine may take its clock for UTC: have that one claim nothing",
                    mark.file(),
                    e.getMessage());
        }
        return new MachineClock(kernel, local, steering, begin, file, mark);
    }

    /** The local clock for the slave: {@code CLOCK_MONOTONIC_RAW}, from the machine's wall time on. */
    public LocalClock local() {
        return local;
    }

    /** How it is kept; any thread may ask. */
    public MachineClockState state() {
        return state;
    }

    /**
     * Has it follow a cluster clock from now on. To be called once.
     *
     * @param cluster a clock whose local clock is {@link #local}
     * @param lost told once if it can follow no more, in a sentence that says why and what to do; on this clock's thread
     * @return completes when the machine's clock was first put on cluster time, and then goes on as that does
     */
    public CompletionStage<Void> follow(ClusterClock cluster, Consumer<IOException> lost) {
        thread.execute(() -> follower = new Follower(kernel, local, cluster, steering, begin));
        thread.scheduleWithFixedDelay(() -> work(lost), 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
        return begun.minimalCompletionStage();
    }

    private void work(Consumer<IOException> lost) {
        try {
            if (follower != null) {
                follower.work();
                state = follower.state();
                if (steering.hasBegun()) {
                    begun.complete(null);
                }
            }
        } catch (IOException e) {
            lose(e, lost);
            return;
        } catch (RuntimeException e) {
            lose(new IOException("the machine's clock is not followed any more, which is a bug: " + e, e), lost);
            return;
        }
        if (steering.knowsFrequency() && (!remembered || local.nanos() - rememberedNanos > REMEMBER_EACH_NANOS)) {
            log.info("the machine's clock: {}", state);
            remember();
        }
    }

    private void lose(IOException why, Consumer<IOException> lost) {
        state = (follower == null ? state : follower.state()).left();
        follower = null;
        thread.shutdown();
        lost.accept(why);
    }

    private void remember() {
        remembered = true;
        rememberedNanos = local.nanos();
        if (file == null || !steering.knowsFrequency()) {
            return;
        }
        try {
            file.write(steering.goodFrequencyPpb());
        } catch (IOException e) {
            log.warn("the frequency of the machine's clock cannot be remembered: {}", e.getMessage());
        }
    }

    /** Lets go of it: it goes on at its last good frequency, which is remembered. Idempotent; waits for a second at most. */
    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(this::leave);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                log.warn("the machine's clock was left as it was");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            mark.clear();
        } catch (IOException e) {
            log.warn("cannot delete {}: {}", mark.file(), e.getMessage());
        }
    }

    private void leave() {
        if (follower == null) {
            return;
        }
        try {
            follower.leave();
            state = follower.state().left();
            remember();
        } catch (IOException e) {
            log.warn("the machine's clock was left as it was: {}", e.getMessage());
        }
    }
}
