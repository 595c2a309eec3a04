package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.campanile.master.Leadership.Leading;
import io.campanile.master.Leadership.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a master remembers on a disk. */
class DataDirectoryTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long NOW = 1_800_000_000_000L;

    @TempDir
    private Path temporary;

    private static Leading begin(Alone alone) {
        List<State> told = new ArrayList<>();
        alone.start(told::add);
        return (Leading) told.get(0);
    }

    private Leading start(boolean foundAnew, int... electors) throws IOException {
        try (DataDirectory directory = DataDirectory.open(temporary)) {
            Alone alone = Alone.remembering(directory, () -> NOW * 1_000_000, foundAnew);
            for (int number : electors) {
                alone.remember(number).join();
            }
            return begin(alone);
        }
    }

    @Test
    void masterOutranksItselfAndRemembersHowManyAgreed() throws IOException {
        assertThat(start(false, 3, 21)).isEqualTo(new Leading(NOW, 86_400_000, 21, 0));
        // The clock stands still, or went back: the epoch rises all the same.
        assertThat(start(false)).isEqualTo(new Leading(NOW + 1, 86_400_000, 21, 0));
        assertThat(start(true)).isEqualTo(new Leading(NOW + 2, 86_400_000, 0, 0));
        assertThat(start(false)).isEqualTo(new Leading(NOW + 3, 86_400_000, 0, 0));
    }

    @Test
    void leadershipThatCannotRememberItsFirstTimeBeginsAnew() throws IOException {
        try (DataDirectory directory = DataDirectory.open(temporary)) {
            Alone alone = Alone.remembering(directory, () -> NOW * 1_000_000, false);
            List<State> told = new CopyOnWriteArrayList<>();
            alone.start(told::add);
            // Nothing can be written where a folder is in the way.
            Path inTheWay = Files.createDirectory(temporary.resolve("memory.next"));

            assertThat(alone.remember(5)).failsWithin(LONG);
            Leading anew = new Leading(NOW, 86_400_000, 0, 0);
            assertThat(told).as("another term founds another time").containsExactly(anew, anew);

            Files.delete(inTheWay);
            assertThat(alone.remember(5)).succeedsWithin(LONG);
            Files.createDirectory(inTheWay);
            assertThat(alone.remember(6)).failsWithin(LONG);
            assertThat(told).as("what is remembered is enough").hasSize(2);
            alone.stop();
            assertThat(directory.read().electors()).isEqualTo(5);
        }
    }

    @Test
    void directoryIsUsedByOneMasterAtATime() throws IOException {
        try (DataDirectory first = DataDirectory.open(temporary)) {
            assertThatIOException()
                    .isThrownBy(() -> DataDirectory.open(temporary))
                    .withMessageContaining(first.path().toString())
                    .withMessageContaining("give each master a data directory of its own");
        }
        DataDirectory.open(temporary).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "epoch=7", "epoch=x\nelectors=1", "epoch=-1\nelectors=0", "electors=1\\u00"})
    void damagedMemoryIsNamedWithWhatToDo(String content) throws IOException {
        Files.writeString(temporary.resolve("memory"), content);
        try (DataDirectory directory = DataDirectory.open(temporary)) {
            assertThatIOException()
                    .isThrownBy(directory::read)
                    .withMessageContaining("memory is damaged")
                    .withMessageContaining("remove it");
        }
    }

    @Test
    void halfWrittenMemoryIsNotReadAndNotInTheWay() throws IOException {
        start(false, 5);
        Files.writeString(temporary.resolve("memory.next"), "epo");
        assertThat(start(false).electors()).isEqualTo(5);
        assertThat(start(false, 6).electors()).isEqualTo(6);
    }

    @Test
    void fileInPlaceOfTheDirectoryIsNamed() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatIOException().isThrownBy(() -> DataDirectory.open(file)).withMessageContaining("choose a directory");
    }
}
