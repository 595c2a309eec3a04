package io.campanile.bench.ladder;

import io.campanile.bench.process.Child;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code campanile} command of a checkout: everything between it and us is its command line, its log and its JSON.
 *
 * @param script the file to run
 * @param large whether it runs on a JVM for thousands of slaves
 * @param pki with whose certificates masters and slaves prove who they are; null to encrypt nothing
 */
public record Campanile(
        Path script, boolean large, @Nullable Pki pki) {

    /** From this many slaves on, the documentation says, a master should run on the JVM for many slaves. */
    private static final int LARGE_SLAVES = 5000;

    /** The memory that the documentation gives such a process. */
    private static final String LARGE_HEAP = "-Xms2g -Xmx2g ";

    private static final Pattern LISTENING = Pattern.compile("listens for slaves on \\S+:(\\d+);");
    private static final long START_SECONDS = 60;

    /** Without certificates. */
    public Campanile(Path script, boolean large) {
        this(script, large, null);
    }

    /**
     * A master that listens.
     *
     * @param process which it is
     * @param port where slaves connect
     */
    public record Master(Child process, String port) implements AutoCloseable {

        @Override
        public void close() {
            process.close();
        }
    }

    /**
     * Starts a master on this machine, with one event loop.
     *
     * @param transport certificates need TCP besides
     * @param burst how many probes a slave gets in a round, or auto
     * @param jvmFlags in addition to the script's; none with a blank
     */
    public Master master(Transport transport, int roundSeconds, String burst, String... jvmFlags)
            throws IOException, InterruptedException {
        ProcessBuilder builder = command(List.of("master"));
        builder.command().addAll(List.of("--bind", "127.0.0.1", "--port", "0", "--admin-port", "0"));
        String transports = pki == null || transport == Transport.TCP ? transport.toString() : "tcp," + transport;
        builder.command().addAll(List.of("--transport", transports, "--round", roundSeconds + "s"));
        builder.command().addAll(List.of("--burst", burst));
        if (pki != null) {
            builder.command().addAll(pki.ofMaster());
        }
        builder.environment().merge("JAVA_OPTS", String.join(" ", jvmFlags), String::concat);
        return master(builder);
    }

    /** Starts a master by this command, and waits until it listens. */
    public static Master master(ProcessBuilder builder) throws IOException, InterruptedException {
        Child process = new Child("campanile master", builder);
        try {
            return new Master(process, process.await(LISTENING, START_SECONDS));
        } catch (IOException e) {
            process.close();
            throw e;
        }
    }

    /** Starts a load that ends by itself. */
    Child load(Rung rung, Master master, Path json, String... more) throws IOException {
        ProcessBuilder builder = command(List.of("load"));
        builder.command().addAll(List.of("--master", "127.0.0.1:" + master.port()));
        builder.command().addAll(List.of("--transport", rung.transport().toString()));
        builder.command().addAll(List.of("--slaves", "" + rung.slaves(), "--ramp", rung.rampPerSecond() + "/s"));
        builder.command().addAll(List.of("--warm-up", rung.warmUpSeconds() + "s"));
        builder.command().addAll(List.of("--duration", rung.seconds() + "s", "--json", json.toString()));
        if (pki != null) {
            builder.command().addAll(pki.ofLoad());
        }
        builder.command().addAll(List.of(more));
        return new Child("campanile load", builder);
    }

    /** A command of it, not started yet. */
    public ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(script.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        // The same Java for everything that is compared.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("CAMPANILE_JVM", large ? "large" : "small");
        builder.environment().put("JAVA_OPTS", large ? LARGE_HEAP : "");
        return builder;
    }

    /** The same command on the JVM that fits this number of slaves. */
    public Campanile forSlaves(int slaves) {
        return new Campanile(script, slaves >= LARGE_SLAVES, pki);
    }

    /** The same command with certificates. */
    public Campanile with(Pki certificates) {
        return new Campanile(script, large, certificates);
    }

    /** The JVM flags that the script gives to a master: read off a master that runs for a moment. */
    public List<String> jvmFlags() throws IOException, InterruptedException {
        try (Master master = master(Transport.TCP, 1, "1")) {
            String[] arguments = ProcessHandle.of(master.process().pid())
                    .flatMap(process -> process.info().arguments())
                    .orElseThrow(() -> new IOException("this system does not tell how a process was started"));
            return List.of(arguments).subList(0, List.of(arguments).indexOf("-jar"));
        }
    }
}
