package io.campanile.load;

import io.campanile.clock.SystemClock;
import io.campanile.core.Units;
import io.campanile.core.session.SlaveSession;
import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.Transport;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Thousands of slaves on a master: starts them, and measures how the master serves them.
 *
 * <p>First they join, at the pace of the ramp. When the last has been let in, or has failed to get in, measuring begins, after a warm-up
 * if one is asked for. About once a second all clocks are read, at random moments, so that no part of the master's round is looked at more
 * than another.
 *
 * <p>One thread drives it: it calls {@link #work} every few milliseconds until it {@link #isOver}. The slaves live on
 * event loops of their own.
 */
public final class Load implements AutoCloseable {

    /** For how long measuring waits for the last slave: as long as a slave waits for its welcome. */
    private static final long CHANCE_NANOS = SlaveSession.WELCOME_NANOS;

    /** For how long nobody may have been let in: one of several masters may be down. */
    private static final long GRACE_NANOS = Units.SECOND_NANOS;

    private static final long NOT_YET = Long.MAX_VALUE;
    private static final long LEAST_GAP_NANOS = Units.SECOND_NANOS / 2;
    private static final long GREATEST_GAP_NANOS = 3 * Units.SECOND_NANOS / 2;

    private final LoadConfig options;
    private final SystemClock machine = new SystemClock();
    private final Pace ramp;
    private final Pace churn;
    private final EventLoopGroup loops;
    private final Census census = new Census(machine);
    private final Fleet fleet;
    private final Measurement measurement = new Measurement();
    private final SplittableRandom gaps = new SplittableRandom();
    private final List<Moment> trace = new ArrayList<>();
    private final long startedAt = machine.nanos();
    private long lastStartAt = startedAt;
    private long nextPassAt = startedAt;
    private long warmFromNanos = NOT_YET;
    private boolean measuring;
    private Beginning beginning = new Beginning(startedAt, 0, 0, 0, Double.NaN);

    /**
     * Where measuring began.
     *
     * @param atNanos by the machine's clock
     * @param rounds how many rounds the master had run
     * @param corrections how many corrections slaves had applied
     * @param cpuNanos CPU time that this process had used
     * @param connectSeconds how long it had taken until the last slave was in; NaN if none was
     */
    private record Beginning(long atNanos, long rounds, long corrections, long cpuNanos, double connectSeconds) {}

    private Load(LoadConfig options) {
        this.options = options;
        this.ramp = new Pace(options.rampPerSecond());
        this.churn = new Pace(options.churnPerSecond());
        this.loops = SocketIo.best().eventLoops(options.threads(), "campanile-load");
        this.fleet = new Fleet(options, machine, Line.all(loops, options), census);
    }

    /**
     * Starts a load; its slaves start as it {@linkplain #work works}.
     *
     * @throws IOException if this process may not open that many connections: one sentence that says what to do
     */
    public static Load start(LoadConfig options) throws IOException {
        if (options.transport() != Transport.UDP) {
            requireFiles(options);
        }
        return new Load(options);
    }

    private static void requireFiles(LoadConfig options) throws IOException {
        // Who leaves holds its connection for a moment more.
        long connections = options.slaves() + (long) Math.ceil(options.churnPerSecond());
        Optional<String> advice = OpenFiles.now().flatMap(files -> files.adviceFor(connections));
        if (advice.isPresent()) {
            throw new IOException(advice.get());
        }
    }

    /** Does what is due: starts slaves, replaces some, reads the clocks. */
    public void work() {
        long now = machine.nanos();
        if (fleet.started() < options.slaves()) {
            fleet.startUpTo(ramp.due(now - startedAt));
            lastStartAt = now;
        } else if (!measuring && isWarm(now)) {
            begin(now);
        } else if (measuring && !isTimeUp(now)) {
            replace(now);
        }
        if (now >= nextPassAt) {
            pass(now);
        }
    }

    private void begin(long now) {
        pass(now);
        measuring = true;
        Coverage coverage = measurement.coverage();
        long lastLetIn = census.lastLetInAtNanos();
        beginning = new Beginning(
                now,
                coverage.rounds(),
                coverage.covered(),
                Usage.cpuNanos(),
                lastLetIn == 0 ? Double.NaN : seconds(lastLetIn - startedAt));
    }

    private void replace(long now) {
        int before = fleet.replaced();
        fleet.replaceUpTo(churn.due(now - beginning.atNanos()));
        if (fleet.replaced() > before) {
            lastStartAt = now;
        }
    }

    private void pass(long now) {
        ErrorFigures errors = measurement.pass(fleet.slaves(), census.probed(), now, measuring);
        trace.add(new Moment(seconds(now - startedAt), in(), errors));
        nextPassAt = machine.nanos() + gaps.nextLong(LEAST_GAP_NANOS, GREATEST_GAP_NANOS);
    }

    private boolean haveHadTheirChance(long now) {
        return census.tried() == fleet.started() || now - lastStartAt > CHANCE_NANOS;
    }

    private boolean isWarm(long now) {
        if (warmFromNanos == NOT_YET && haveHadTheirChance(now)) {
            warmFromNanos = now + options.warmUp().toNanos();
        }
        return now >= warmFromNanos;
    }

    private boolean isTimeUp(long now) {
        return measuring && now - beginning.atNanos() >= options.duration().toNanos();
    }

    /**
     * Whether it has been measured for as long as was asked for, and who came last is in or had the chance; or there is no
     * master that lets anybody in.
     */
    public boolean isOver() {
        long now = machine.nanos();
        return (isTimeUp(now) && haveHadTheirChance(now)) || nobodyAnswers(now);
    }

    private boolean nobodyAnswers(long now) {
        // One that fails, before a cold process has heard of any other, says nothing of the master.
        boolean mostFailed = census.tried() > 0 && 2 * census.tried() >= fleet.started();
        boolean failed = measuring || (mostFailed && now - startedAt > GRACE_NANOS);
        return failed && census.lastLetInAtNanos() == 0;
    }

    private int in() {
        return (int) fleet.slaves().stream().filter(LoadSlave::isIn).count();
    }

    /** How it goes. */
    public LoadStatus status() {
        Coverage coverage = measurement.coverage();
        return new LoadStatus(
                options.slaves(),
                in(),
                census.lost(),
                measuring,
                measuring ? measuredShare() : (double) census.tried() / options.slaves(),
                coverage.rounds(),
                coverage.share(),
                measurement.boundViolations() + measurement.backwardReadings(),
                trace.isEmpty() ? Moment.NONE : trace.get(trace.size() - 1));
    }

    private double measuredShare() {
        return Math.min(
                1,
                (double) (machine.nanos() - beginning.atNanos())
                        / Math.max(1, options.duration().toNanos()));
    }

    /** Reads the clocks once more, and says what came of it all: to be called before {@link #close}. */
    public LoadResult result() {
        long now = machine.nanos();
        pass(now);
        Coverage coverage = measurement.coverage();
        double measured = measuring ? seconds(now - beginning.atNanos()) : Double.NaN;
        double cpu = measuring ? seconds(Usage.cpuNanos() - beginning.cpuNanos()) : Double.NaN;
        List<LoadSlave> slaves = fleet.slaves();
        return new LoadResult(
                options.slaves(),
                in(),
                (int) slaves.stream().filter(s -> !s.wasEverIn()).count(),
                census.lost(),
                fleet.replaced(),
                beginning.connectSeconds(),
                measured,
                coverage.rounds() - beginning.rounds(),
                (double) (coverage.covered() - beginning.corrections()) / measured,
                coverage.share(),
                measurement.errors(),
                measurement.boundViolations(),
                measurement.backwardReadings(),
                (int) slaves.stream().filter(LoadSlave::isRejected).count(),
                cpu,
                Usage.residentBytes(),
                seconds(now - startedAt),
                census.lastTrouble());
    }

    /** Every pass until now. */
    public List<Moment> trace() {
        return List.copyOf(trace);
    }

    private static double seconds(long nanos) {
        return (double) nanos / Units.SECOND_NANOS;
    }

    /** Sends the slaves home; after a second and a half their connections are cut. */
    @Override
    public void close() {
        Farewell.await(fleet.leave(), loops);
    }
}
