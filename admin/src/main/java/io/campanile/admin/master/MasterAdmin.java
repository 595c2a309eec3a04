package io.campanile.admin.master;

import io.campanile.admin.metrics.MetricsPage;
import io.campanile.admin.web.EventStreams;
import io.campanile.admin.web.WebConfig;
import io.campanile.admin.web.WebServer;
import io.campanile.master.MasterServer;
import io.campanile.master.MasterStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Serves the operator's view of a master over HTTP, from threads of its own: what it costs is not taken from the
 * rounds. It reads what the rounds publish, and asks a session's loop only for what one slave's page shows.
 */
public final class MasterAdmin implements AutoCloseable {

    private final MasterServer master;
    private final WebServer server = new WebServer();
    private final RoundHistory history;
    private final RoundEvents events;
    private final MetricsPage page;
    private final MasterMetrics metrics;

    /** The round that waits to be taken in; a later one replaces it. */
    private final AtomicReference<MasterStatus> latest = new AtomicReference<>();

    private MasterAdmin(String name, WebConfig config, MasterServer master, @Nullable MeterRegistry further)
            throws IOException {
        this.master = master;
        this.history = new RoundHistory(master);
        long startedAtNanos = master.clock().read().localNanos();
        this.events = new RoundEvents(new EventStreams(server.loop()), history, startedAtNanos);
        this.page = new MetricsPage(() -> SlaveGauges.of(master.status().slaves()), further);
        this.metrics = new MasterMetrics(master, page);
        try {
            server.listen(
                    config.withOperators(master::mayOperate),
                    new MasterPages(name, master, history, server).routes(events, page));
        } catch (IOException e) {
            page.close();
            throw e;
        }
        master.onRound(this::onRound);
        GroupWatch watch = new GroupWatch(name, master, history, events);
        server.loop().scheduleAtFixedRate(watch::look, 0, GroupWatch.INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts serving.
     *
     * @param name what people call the master
     * @param config where it listens, and whom it answers; of those with certificates only whom the master's access list has as
     *     operators
     * @throws IOException if it cannot listen, or something is wrong with its files: one sentence that says what to do
     */
    public static MasterAdmin start(String name, WebConfig config, MasterServer master) throws IOException {
        return start(name, config, master, null);
    }

    /**
     * The same, with its meters in another registry, too.
     *
     * @param further null for none; it stays the caller's
     * @throws IOException as above
     */
    public static MasterAdmin start(String name, WebConfig config, MasterServer master, @Nullable MeterRegistry further)
            throws IOException {
        return new MasterAdmin(name, config, master, further);
    }

    /** Called by the rounds' thread, which must not wait. */
    private void onRound(MasterStatus status) {
        if (latest.getAndSet(status) == null) {
            try {
                server.loop().execute(this::takeIn);
            } catch (RejectedExecutionException e) {
                // Closed in this moment: nobody looks any more.
                latest.set(null);
            }
        }
    }

    private void takeIn() {
        MasterStatus status = latest.getAndSet(null);
        history.add(status).ifPresent(entry -> {
            metrics.add(status, entry.round());
            events.send(entry.round(), entry.changes());
        });
    }

    /** How its addresses begin: {@code http} or {@code https}. */
    public String scheme() {
        return server.scheme();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Stops serving. */
    @Override
    public void close() {
        master.onRound(status -> {});
        server.close();
        page.close();
    }
}
