package io.campanile.bench.ladder;

import io.campanile.bench.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory of {@code campanile pki}, with the certificates of a master on this machine.
 *
 * @param directory where
 */
public record Pki(Path directory) {

    private static final String MASTER = "master";
    private static final long SECONDS = 120;

    /**
     * Makes one.
     *
     * @param campanile with which command
     * @param directory an empty one, or none yet
     * @param slaves whose certificates are to lie there, too
     */
    public static Pki make(Campanile campanile, Path directory, List<String> slaves)
            throws IOException, InterruptedException {
        Pki pki = new Pki(directory);
        run(campanile, List.of("pki", "init", directory.toString()), pki.authority());
        List<String> issue = new ArrayList<>(List.of("pki", "issue", directory.toString(), MASTER + ",127.0.0.1"));
        issue.addAll(slaves);
        run(campanile, issue, pki.key(MASTER));
        return pki;
    }

    private static void run(Campanile campanile, List<String> command, Path made)
            throws IOException, InterruptedException {
        try (Child child = new Child("campanile pki", campanile.command(command))) {
            child.awaitEnd(SECONDS);
            if (!Files.exists(made)) {
                throw new IOException("campanile pki made no %s: %s".formatted(made, child.output()));
            }
        }
    }

    /** The certificate of a node, or the CA's. */
    public Path certificate(String node) {
        return directory.resolve(node + ".crt");
    }

    /** The key of a node. */
    public Path key(String node) {
        return directory.resolve(node + ".key");
    }

    /** The certificate of the CA. */
    public Path authority() {
        return certificate("ca");
    }

    /** With what a master proves who it is. */
    List<String> ofMaster() {
        return List.of(
                "--tls-cert", certificate(MASTER).toString(),
                "--tls-key", key(MASTER).toString(),
                "--tls-ca", authority().toString());
    }

    /** With what the slaves of a load do. */
    List<String> ofLoad() {
        return List.of("--tls-pki", directory.toString());
    }
}
