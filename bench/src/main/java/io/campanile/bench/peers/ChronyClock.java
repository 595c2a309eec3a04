package io.campanile.bench.peers;

import io.campanile.bench.network.Command;
import io.campanile.bench.network.Neighbour;
import io.campanile.bench.process.Child;
import io.campanile.core.Series;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Two of chrony's daemons that leave the machine's clock alone ({@code -x}): the server serves it as it is, and the client serves what
 * it has learned.
 *
 * @param stamps whose stamps they compare
 */
record ChronyClock(Stamps stamps) implements Contestant {

    /** Whose stamps of an exchange the daemons compare. */
    enum Stamps {
        /** Their own: {@code chronyd} has no option for this, so its kernel is made to refuse. */
        USER("chrony, the programs' stamps"),
        /** As they do by themselves: the kernel's, except for the server's departure. */
        KERNEL("chrony"),
        /** The kernel's, all four: the server tells when its last answer really left. */
        INTERLEAVED("chrony, interleaved");

        private final String words;

        Stamps(String words) {
            this.words = words;
        }
    }

    /** A quarter of a second: as many exchanges as in a round of Campanile's. */
    private static final String POLL = "minpoll -2 maxpoll -2";

    private static final int PORT = 123;

    @Override
    public Series errors(Neighbour there, PeersPlan plan) throws IOException, InterruptedException {
        Path server = write(plan, "server", "local stratum 1", "allow " + there.far(), "bindaddress " + there.near());
        String source =
                "server %s iburst %s%s".formatted(there.near(), POLL, stamps == Stamps.INTERLEAVED ? " xleave" : "");
        Path client = write(plan, "client", source, "allow " + there.near(), "bindaddress " + there.far());
        try (Child serving = new Child("chronyd", daemon(plan, command(server)));
                Child following = new Child("chronyd", daemon(plan, entering(there, command(client))))) {
            TimeUnit.SECONDS.sleep(plan.length().settleSeconds());
            try (NtpClient asking = NtpClient.open(there.far(), PORT)) {
                int questions = plan.length().seconds() * READINGS_PER_SECOND;
                for (int i = 0; i < questions; i++) {
                    asking.ask();
                    TimeUnit.MILLISECONDS.sleep(1000 / READINGS_PER_SECOND);
                }
                if (asking.answers() < questions / 2) {
                    throw new IOException("chrony's client answered %s of %s questions; it says: %s"
                            .formatted(asking.answers(), questions, following.output()));
                }
                if (!serving.isAlive()) {
                    throw new IOException("chrony's server has ended: " + serving.output());
                }
                return asking.errors();
            }
        }
    }

    private static List<String> command(Path configuration) {
        return List.of("chronyd", "-x", "-d", "-f", configuration.toString());
    }

    private static List<String> entering(Neighbour there, List<String> command) {
        List<String> entering = new ArrayList<>(there.enter());
        entering.addAll(command);
        return entering;
    }

    private ProcessBuilder daemon(PeersPlan plan, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder daemon = new ProcessBuilder(command);
        if (stamps == Stamps.USER) {
            daemon.environment().put("LD_PRELOAD", refusal(plan).toString());
        }
        return daemon;
    }

    /** A library that refuses a process the kernel's stamps, as a kernel without them does. */
    private static Path refusal(PeersPlan plan) throws IOException, InterruptedException {
        Path library = plan.file("no-kernel-stamps.so");
        if (!Files.exists(library)) {
            Path source = plan.file("no-kernel-stamps.c");
            try (InputStream code =
                    Objects.requireNonNull(ChronyClock.class.getResourceAsStream("no-kernel-stamps.c"))) {
                Files.copy(code, source);
            }
            Command.run("cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString());
        }
        return library;
    }

    private static Path write(PeersPlan plan, String name, String... lines) throws IOException {
        List<String> configuration = new ArrayList<>(List.of(lines));
        configuration.addAll(
                List.of("user root", "cmdport 0", "bindcmdaddress /", "pidfile " + plan.file(name + ".pid")));
        return Files.write(plan.file(name + ".conf"), configuration);
    }

    @Override
    public String toString() {
        return stamps.words;
    }
}
