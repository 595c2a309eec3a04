package io.campanile.os.utc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockBoundSourceTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private long now = 1_010 * SECOND;

    /** As the daemon writes it: as of 1000 s, void after 2000 s, off by 100 µs at most and by 50 ppm more, synchronized. */
    private static ByteBuffer segment() {
        ByteBuffer segment = ByteBuffer.allocate(80).order(ByteOrder.nativeOrder());
        segment.putInt(0, 0x414D5A4E).putInt(4, 0x43420200).putInt(8, 80);
        segment.putShort(12, (short) 2).putShort(14, (short) 6);
        segment.putLong(16, 1_000).putLong(32, 2_000).putLong(48, 100_000);
        segment.putInt(64, 50_000).putInt(68, 1);
        return segment;
    }

    private ClockBoundSource source(ByteBuffer segment) throws IOException {
        Path file = directory.resolve("shm0");
        byte[] bytes = new byte[segment.remaining()];
        segment.duplicate().get(bytes);
        Files.write(file, bytes);
        return new ClockBoundSource(file, () -> now);
    }

    @Test
    void itsBoundGrowsByItsAge() throws IOException {
        assertThat(source(segment()).read()).contains(new WallError(100_000 + 500_000, 50_000));
        assertThat(source(segment().putInt(68, 2)).read()).as("free running").isPresent();
    }

    @Test
    void saysNothingWhileItDoesNotKnow() throws IOException {
        assertThat(source(segment().putInt(68, 0)).read()).isEmpty();
        assertThat(source(segment().putInt(68, 3)).read()).isEmpty();
        now = 2_001 * SECOND;
        assertThat(source(segment()).read()).isEmpty();
        now = 999 * SECOND;
        assertThat(source(segment()).read()).as("written in another boot").isEmpty();
    }

    @Test
    void whatIsNotItsIsTold() {
        assertThatThrownBy(() -> new ClockBoundSource(directory.resolve("none"), () -> now).read())
                .hasMessageContaining("there is no ClockBound");
        assertThatThrownBy(() -> source(ByteBuffer.allocate(80)).read()).hasMessageContaining("is not ClockBound's");
        assertThatThrownBy(() -> source(ByteBuffer.allocate(8)).read()).hasMessageContaining("is not ClockBound's");
        assertThatThrownBy(() -> source(segment().putShort(12, (short) 9)).read())
                .hasMessageContaining("version 9");
        assertThatThrownBy(() -> source(segment().putShort(14, (short) 7)).read())
                .hasMessageContaining("written to all the time");
    }
}
