package io.campanile.master;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that some tests run and not every machine has. Where it is missing they are skipped, and say what to do; where its
 * variable of the environment is set, they fail: nobody should take skipped tests for passed ones.
 */
public enum Tool {
    /** Looks at the dashboard. */
    BROWSER("CAMPANILE_REQUIRE_BROWSER", "chromium", "chromium chromium-browser google-chrome"),
    /** Asks the questions of the dashboard. */
    PROMETHEUS("CAMPANILE_REQUIRE_PROMETHEUS", "prometheus", "prometheus"),
    /** Checks the metrics and the rules. */
    PROMTOOL("CAMPANILE_REQUIRE_PROMETHEUS", "prometheus", "promtool"),
    /** Runs containers. */
    DOCKER("CAMPANILE_REQUIRE_DOCKER", "docker.io", "docker"),
    /** Runs several of them, before it was a part of docker. */
    DOCKER_COMPOSE("CAMPANILE_REQUIRE_DOCKER", "docker-compose", "docker-compose"),
    /** Gives a command a terminal. */
    SCRIPT("CAMPANILE_REQUIRE_TERMINAL", "bsdutils", "script"),
    /** A library, which moves the clocks of a process. */
    FAKETIME("CAMPANILE_REQUIRE_FAKETIME", "libfaketime", "libfaketimeMT.so.1"),
    /** Runs the examples that are in Python: the system's own, since its packages are for that. */
    PYTHON("CAMPANILE_REQUIRE_PYTHON", "python3-protobuf", "python3"),
    /** A Linux with a clock of its own. */
    UML("CAMPANILE_REQUIRE_UML", "user-mode-linux", "linux.uml"),
    /** Its network. */
    IP("CAMPANILE_REQUIRE_UML", "iproute2", "ip"),
    /** What keeps clocks elsewhere, for comparison. */
    CHRONY("CAMPANILE_REQUIRE_CHRONY", "chrony", "chronyd");

    private final String variable;
    private final String debianPackage;

    /** What it may be called, with spaces between. */
    private final String names;

    Tool(String variable, String debianPackage, String names) {
        this.variable = variable;
        this.debianPackage = debianPackage;
        this.names = names;
    }

    /** Where it is; otherwise the test is skipped. */
    public Path path() {
        Optional<Path> found = find();
        need(
                found.isPresent(),
                "there is no %s on the PATH: apt-get install %s".formatted(names.split(" ", -1)[0], debianPackage));
        return found.orElseThrow();
    }

    private Optional<Path> find() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .flatMap(folder -> Arrays.stream(names.split(" ", -1)).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Skips the test where something else is missing that belongs to it.
     *
     * @param otherwise what is missing, and what to do
     */
    public void need(boolean there, String otherwise) {
        if (!there && System.getenv(variable) != null) {
            throw new AssertionError("%s, since %s is set".formatted(otherwise, variable));
        }
        Assumptions.assumeTrue(there, otherwise);
    }
}
