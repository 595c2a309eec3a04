package io.campanile.clock;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * What a hypervisor tells a virtual machine of its clock (Linux, {@code include/uapi/linux/vmclock-abi.h}): here only the number that
 * becomes another one when the machine was moved to another host or restored from a snapshot.
 *
 * <p>Where the file can be mapped, reading the number is one load. Java maps no file without a length, which a device has not; so
 * {@code /dev/vmclock0} is read by a system call, at each look at the machine.
 *
 * <p>Thread-safe.
 */
final class VmClock {

    private static final Path DEVICE = Path.of("/dev/vmclock0");

    /** "VCLK", little-endian. */
    private static final int MAGIC = 0x4b4c4356;

    // Where things are in the structure; it is little-endian.
    private static final int MAGIC_AT = 0;
    private static final int VERSION_AT = 8;
    private static final int MARKER_AT = 16;
    private static final int LENGTH = 112;

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final @Nullable ByteBuffer mapped;
    private volatile long lastRead;

    private VmClock(Path file, @Nullable ByteBuffer mapped, long marker) {
        this.file = file;
        this.mapped = mapped;
        this.lastRead = marker;
    }

    /** That of this machine; null if there is none. */
    static @Nullable VmClock ofThisMachine() {
        return at(DEVICE);
    }

    /** The one in this file; null if there is none, or one of another version. */
    static @Nullable VmClock at(Path file) {
        try {
            ByteBuffer content = read(file);
            boolean known = content.remaining() == LENGTH
                    && content.getInt(MAGIC_AT) == MAGIC
                    && content.getShort(VERSION_AT) == 1;
            return known ? new VmClock(file, map(file), content.getLong(MARKER_AT)) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static ByteBuffer read(Path file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (content.hasRemaining() && channel.read(content) > 0) {
                // Goes on until it has all.
            }
        }
        return content.flip();
    }

    private static @Nullable ByteBuffer map(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(MapMode.READ_ONLY, 0, LENGTH);
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** Whether the number can be had by one load. */
    boolean isMapped() {
        return mapped != null;
    }

    /** The number. One that cannot be read is taken for unchanged. */
    long marker() {
        if (mapped != null) {
            // Not before what was read before it: the clock.
            return (long) LONGS.getVolatile(mapped, MARKER_AT);
        }
        try {
            ByteBuffer content = read(file);
            if (content.remaining() == LENGTH) {
                lastRead = content.getLong(MARKER_AT);
            }
        } catch (IOException e) {
            // Out of files, say: nothing is known to have happened.
        }
        return lastRead;
    }
}
