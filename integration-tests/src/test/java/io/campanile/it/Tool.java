package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A program of this machine that a test cannot do without. */
final class Tool {

    private Tool() {}

    /**
     * Where it is. Where there is none, the test is skipped, and says what to do.
     *
     * @param required the variable of the environment with which a missing tool is a failure: nobody should take skipped
     *     tests for passed ones
     * @param names what it may be called
     */
    static Path find(String required, String remedy, List<String> names) {
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
}
