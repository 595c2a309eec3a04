package io.campanile.os.utc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.campanile.os.ClusterMark;
import io.campanile.os.Timex;
import io.campanile.os.utc.KernelSource.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSourceTest {

    @TempDir
    Path directory;

    private KernelSource source(Kept kept) {
        return new KernelSource(
                () -> kept, directory.resolve("synchronized"), new ClusterMark(directory.resolve("cluster")));
    }

    @Test
    void theMaximumErrorCountsWhereTheClockIsSynchronized() throws IOException {
        assertThat(source(new Kept(0x2001, 1_234, 56)).read()).contains(new WallError(1_234_000, 15_000));
        assertThat(source(new Kept(0, 12, 3_456)).read()).contains(new WallError(3_456_000, 15_000));
    }

    @Test
    void nobodyIsSoGoodThatTheKernelKnowsNoError() throws IOException {
        assertThat(source(new Kept(0, 0, 0)).read()).contains(new WallError(10_000, 15_000));
    }

    @Test
    void anUnsynchronizedClockSaysNothing() throws IOException {
        assertThat(source(new Kept(Timex.STA_UNSYNC | 0x2001, 1_000, 1_000)).read())
                .isEmpty();
    }

    @Test
    void timesyncdIsNotBelieved() throws IOException {
        Files.createFile(directory.resolve("synchronized"));
        assertThatThrownBy(() -> source(new Kept(0, 100, 0)).read()).hasMessageContaining("systemd-timesyncd");
    }

    @Test
    void aClockThatAClusterKeepsIsNotUtc() throws IOException {
        new ClusterMark(directory.resolve("cluster")).set();
        assertThatThrownBy(() -> source(new Kept(0, 100, 0)).read()).hasMessageContaining("kept on cluster time");
    }

    @Test
    void aKernelThatRefusesIsTold() {
        KernelSource refused = new KernelSource(
                () -> {
                    throw new IOException("it is not permitted (EPERM)");
                },
                directory,
                new ClusterMark(directory.resolve("cluster")));
        assertThatThrownBy(refused::read).hasMessage("it is not permitted (EPERM)");
    }
}
