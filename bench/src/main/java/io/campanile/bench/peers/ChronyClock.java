package io.campanile.bench.peers;

import io.campanile.bench.network.Neighbour;
import io.campanile.bench.process.Child;
import io.campanile.core.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two of chrony's daemons that leave the machine's clock alone ({@code -x}): the server serves it as it is, and the client serves what
 * it has learned. By default three of the four stamps of an exchange are the kernel's; interleaved, the server's departure is, too.
 *
 * @param interleaved whether the server tells when its last answer really left
 */
record ChronyClock(boolean interleaved) implements Contestant {

    /** A quarter of a second: as many exchanges as in a round of Campanile's. */
    private static final String POLL = "minpoll -2 maxpoll -2";

    private static final int PORT = 123;

    @Override
    public Series errors(Neighbour there, PeersPlan plan) throws IOException, InterruptedException {
        Path server = write(plan, "server", "local stratum 1", "allow " + there.far(), "bindaddress " + there.near());
        String source = "server %s iburst %s%s".formatted(there.near(), POLL, interleaved ? " xleave" : "");
        Path client = write(plan, "client", source, "allow " + there.near(), "bindaddress " + there.far());
        try (Child serving = new Child("chronyd", new ProcessBuilder(command(server)));
                Child following = new Child("chronyd", new ProcessBuilder(entering(there, command(client))))) {
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

    private static Path write(PeersPlan plan, String name, String... lines) throws IOException {
        List<String> configuration = new ArrayList<>(List.of(lines));
        configuration.addAll(
                List.of("user root", "cmdport 0", "bindcmdaddress /", "pidfile " + plan.file(name + ".pid")));
        return Files.write(plan.file(name + ".conf"), configuration);
    }

    @Override
    public String toString() {
        return interleaved ? "chrony, interleaved" : "chrony";
    }
}
