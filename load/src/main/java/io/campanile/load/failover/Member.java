package io.campanile.load.failover;

import io.campanile.load.process.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the masters: a process that can be ended, and started again with what it remembers. It ends with this process.
 *
 * <p>One thread uses it.
 */
public final class Member {

    private static final Pattern ADMIN = Pattern.compile("dashboard at http://([^/ ]+)/");

    /** One command does both: should this process be killed meanwhile, nobody stays frozen. */
    private static final String FREEZE = "kill -STOP $0 && sleep $1 && kill -CONT $0";

    private static final Duration SPARE = Duration.ofSeconds(1);
    private static final long START_SECONDS = 30;
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Site site;
    private final RigConfig config;
    private Child process;
    private CompletableFuture<String> admin = new CompletableFuture<>();
    private @Nullable Process freezing;

    /** Starts it; {@link #awaitListening} waits for it. */
    Member(Site site, RigConfig config) throws IOException {
        this.site = site;
        this.config = config;
        this.process = launch();
    }

    private Child launch() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "master",
                "--name=" + site.name(),
                "--bind=" + site.host(),
                "--port=" + site.port(),
                "--admin-bind=" + site.host(),
                "--admin-port=0",
                "--round=%sns".formatted(config.round().toNanos()),
                "--burst=" + config.burst(),
                "--data-dir=" + config.folder().resolve(site.name()),
                // All slaves may have one address, and are not one slave.
                "--max-silent-per-address=" + config.slaves(),
                "--max-sessions-per-address=" + config.slaves(),
                "--max-votes-per-address=" + config.slaves(),
                Child.END_WITH_THIS));
        if (config.sites().size() > 1) {
            arguments.add("--group=" + config.sites().stream().map(Site::member).collect(Collectors.joining(",")));
            arguments.add("--advertise=" + site.slaves());
        }
        ProcessBuilder builder = config.campanile().apply(arguments);
        List<String> command = new ArrayList<>(site.prefix());
        command.addAll(builder.command());
        builder.command(command);
        CompletableFuture<String> found = new CompletableFuture<>();
        admin = found;
        return Child.start(site.name(), builder, line -> {}, line -> {
            Matcher matcher = ADMIN.matcher(line);
            if (matcher.find()) {
                found.complete(matcher.group(1));
            }
        });
    }

    /** Starts it again; {@link #awaitListening} waits for it. It must have ended. */
    void restart() throws IOException {
        process = launch();
    }

    /**
     * Waits until it listens.
     *
     * @throws IOException if it does not, or has ended, with the last that it said
     */
    void awaitListening() throws IOException, InterruptedException {
        try {
            CompletableFuture.anyOf(admin, process.ended()).get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("%s does not listen; %s".formatted(site.name(), process.lastWords()), e);
        }
        if (!admin.isDone()) {
            throw new IOException(process.death().orElse(site.name() + " has ended"));
        }
    }

    /** Where it runs. */
    public Site site() {
        return site;
    }

    /** The number of its process. */
    long pid() {
        return process.pid();
    }

    /** Its admin server, as {@code HOST:PORT}: to be asked for when it listens. */
    String admin() {
        return admin.join();
    }

    /** What it said last, for people. */
    String lastWords() {
        return process.lastWords();
    }

    /** {@code kill -9}; returns at once. */
    void kill() {
        process.kill();
    }

    /** {@code kill}: asks it to end, and returns at once. */
    void askToEnd() {
        process.askToEnd();
    }

    /** {@code kill -STOP}, and {@code kill -CONT} a second after it was watched long enough; returns at once. */
    void freeze() throws IOException {
        long seconds = config.watched().plus(SPARE).toSeconds();
        freezing = new ProcessBuilder("sh", "-c", FREEZE, Long.toString(pid()), Long.toString(seconds)).start();
    }

    /**
     * Waits until it goes on.
     *
     * @throws IOException if it could not be frozen or thawed
     */
    void awaitThawed() throws IOException, InterruptedException {
        if (freezing == null || freezing.waitFor() != 0) {
            throw new IOException("%s could not be frozen and thawed; %s".formatted(site.name(), lastWords()));
        }
        freezing = null;
    }

    /** Waits until it has ended, for ten seconds at most; then ends it by force. */
    void awaitEnd() {
        process.end(System.nanoTime() + END_NANOS);
    }
}
