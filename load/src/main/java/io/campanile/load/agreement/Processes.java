package io.campanile.load.agreement;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.campanile.load.process.Child;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A master and its slaves, each a process on this machine, over the loopback interface. They end when this is closed. */
public final class Processes implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("listens for slaves on [^ ;]*:([0-9]+);");
    private static final long START_SECONDS = 30;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** How far the slaves' clocks are off, so that there is something to agree on: 250 ms, −500 ms, 750 ms, … */
    private static final int OFFSET_STEP_MILLIS = 250;

    private final AgreementConfig options;
    private final Function<List<String>, ProcessBuilder> campanile;
    private final Pairs pairs;
    private final List<Child> children = new ArrayList<>();

    /**
     * Nothing runs yet.
     *
     * @param campanile makes a campanile command of its arguments, not started yet
     * @param pairs gets what the slaves print
     */
    public Processes(AgreementConfig options, Function<List<String>, ProcessBuilder> campanile, Pairs pairs) {
        this.options = options;
        this.campanile = campanile;
        this.pairs = pairs;
    }

    /** Starts them all. */
    public void start() throws IOException, InterruptedException {
        String port = startMaster();
        for (int i = 0; i < options.slaves(); i++) {
            startSlave(i, port);
        }
    }

    private String startMaster() throws IOException, InterruptedException {
        CompletableFuture<String> port = new CompletableFuture<>();
        Child master = Child.start(
                "master",
                campanile.apply(List.of(
                        "master",
                        "--bind=127.0.0.1",
                        "--port=0",
                        "--admin-port=0",
                        "--round=%sns".formatted(options.round().toNanos()),
                        "--burst=%s".formatted(options.burst()),
                        "--transport=" + (options.transport() == Transport.AUTO ? "tcp,udp" : transport()),
                        timeStamps(),
                        Child.END_WITH_THIS)),
                line -> {},
                line -> {
                    Matcher listens = LISTENS.matcher(line);
                    if (listens.find()) {
                        port.complete(listens.group(1));
                    }
                });
        children.add(master);
        try {
            CompletableFuture.anyOf(port, master.ended()).get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the master does not listen; " + master.lastWords(), e);
        }
        if (!port.isDone()) {
            throw new IOException(master.death().orElse("the master ended"));
        }
        return port.join();
    }

    private void startSlave(int number, String port) throws IOException {
        int sign = number % 2 == 0 ? 1 : -1;
        children.add(Child.start(
                "slave-" + (number + 1),
                campanile.apply(List.of(
                        "slave",
                        "--master=127.0.0.1:" + port,
                        "--transport=" + transport(),
                        timeStamps(),
                        "--name=slave-" + (number + 1),
                        "--clock-offset=%sms".formatted(sign * OFFSET_STEP_MILLIS * (number + 1)),
                        "--print=json",
                        "--interval=1s",
                        Child.END_WITH_THIS)),
                line -> onLine(number, line),
                line -> {}));
    }

    private String transport() {
        return options.transport().name().toLowerCase(Locale.ROOT);
    }

    private String timeStamps() {
        return "--timestamps=" + options.stamps().name().toLowerCase(Locale.ROOT);
    }

    private void onLine(int slave, String line) {
        try {
            SlaveReading.parse(line).ifPresent(reading -> pairs.add(slave, reading));
        } catch (JsonProcessingException e) {
            // The process was ended while it wrote: half a line is none.
        }
    }

    /** How one of them died; empty while all live. */
    public Optional<String> death() throws InterruptedException {
        for (Child child : children) {
            Optional<String> death = child.death();
            if (death.isPresent()) {
                return death;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        children.forEach(Child::askToEnd);
        long deadline = System.nanoTime() + CLOSE_NANOS;
        for (Child child : children) {
            child.end(deadline);
        }
    }
}
