package io.campanile.examples.resuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.campanile.clock.HybridClock;
import io.campanile.clock.ManualClusterClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumingStampsTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void goesOnAboveTheStampsOfTheProcessBeforeThoughTheClockIsBehindThem() throws IOException {
        ResumingStamps before = stampsAt(NOON);
        long last = before.observe(before.now() + Duration.ofMillis(397).toNanos());

        ResumingStamps after = stampsAt(NOON.plusMillis(1));

        assertThat(after.now()).isGreaterThan(last);
    }

    @Test
    void isBelievedByOthersFromItsFirstStampOn() throws IOException {
        stampsAt(NOON).now();

        long first = stampsAt(NOON).now();

        HybridClock other = new HybridClock(ManualClusterClock.at(NOON));
        assertThat(other.observe(first)).isGreaterThan(first);
    }

    @Test
    void touchesTheDiskFiveTimesASecond() throws IOException {
        ManualClusterClock clock = ManualClusterClock.at(NOON);
        ResumingStamps stamps = new ResumingStamps(clock, file());
        int writes = 0;
        String known = "";
        for (int i = 0; i < 1000; i++) {
            stamps.now();
            clock.advance(Duration.ofMillis(1));
            String now = Files.readString(file());
            writes += now.equals(known) ? 0 : 1;
            known = now;
        }

        assertThat(writes).isEqualTo(5);
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Files.writeString(file(), "yesterday");

        assertThatIOException().isThrownBy(() -> stampsAt(NOON)).withMessageContaining("holds no stamp: remove it");
    }

    private ResumingStamps stampsAt(Instant moment) throws IOException {
        return new ResumingStamps(ManualClusterClock.at(moment), file());
    }

    private Path file() {
        return directory.resolve("stamps");
    }
}
