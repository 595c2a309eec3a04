package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a test needs of the machine that it runs on. */
final class Machine {

    /** Tests that run side by side must not be given the same. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Machine() {}

    /**
     * Where a program is. Where there is none, the test is skipped, and says what to do.
     *
     * @param required the variable of the environment with which a missing tool is a failure: nobody should take skipped
     *     tests for passed ones
     * @param names what it may be called
     */
    static Path program(String required, String remedy, List<String> names) {
        Optional<Path> executable = Arrays.stream(System.getenv("PATH").split(":"))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (System.getenv(required) != null) {
            assertThat(executable).as(remedy).isPresent();
        }
        assumeThat(executable).as(remedy).isPresent();
        return executable.orElseThrow();
    }

    /** A port for a server that has to be told one; another one each time. */
    static int freePort() throws IOException {
        while (true) {
            try (ServerSocket free = new ServerSocket(0)) {
                if (GIVEN.add(free.getLocalPort())) {
                    return free.getLocalPort();
                }
            }
        }
    }
}
