package io.campanile.slave;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file by which others find a local socket. Whatever a path may not be is refused in one sentence that says what to do.
 *
 * <p>Any thread may use it.
 */
final class SocketFile {

    private static final Logger log = LoggerFactory.getLogger(SocketFile.class);

    /** What the kernel has room for, but for the zero behind it. */
    private static final int MOST_BYTES = 107;

    private static final int KIND_OF_FILE = 0170000;
    private static final int SOCKET = 0140000;

    private final Path path;
    private volatile @Nullable Object key;

    /**
     * The one at a path.
     *
     * @throws IllegalArgumentException if no socket can have such a path
     */
    SocketFile(Path path) {
        requireLength(path);
        this.path = path;
    }

    static void requireLength(Path path) {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "the path of a local socket has %s bytes; choose one of 1 to %s".formatted(bytes, MOST_BYTES));
        }
    }

    DomainSocketAddress address() {
        return new DomainSocketAddress(path.toString());
    }

    /**
     * Makes sure that the path is free, or that what is there was left behind by a process that was killed. Netty removes whatever it finds
     * where it binds: so this is to be called before that.
     *
     * @throws IOException if it is not free
     */
    void requireFree() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("there is no directory %s for the local socket: make it, or choose another path"
                    .formatted(folder == null ? path : folder));
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(
                    "the local socket cannot be made in %s: let this user write there, or choose another path"
                            .formatted(folder));
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!isSocket()) {
                throw new IOException(
                        "%s is there, and is no socket: remove it, or choose another path for the local socket"
                                .formatted(path));
            }
            requireLeftBehind();
        }
    }

    private boolean isSocket() throws IOException {
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & KIND_OF_FILE) == SOCKET;
    }

    private void requireLeftBehind() throws IOException {
        Socket probe = Socket.newSocketDomainDgram();
        try {
            probe.connect(address());
        } catch (IOException e) {
            // By its number: what it is called depends on the language.
            if (String.valueOf(e.getMessage()).contains("(" + Errors.ERROR_ECONNREFUSED_NEGATIVE + ")")) {
                log.info("{} was left behind by a process that has ended, and is replaced", path);
                return;
            }
            log.debug("it is no socket of ours", e);
        } finally {
            probe.close();
        }
        throw new IOException(
                "somebody listens at %s already: stop that process, or choose another path for the local socket"
                        .formatted(path));
    }

    /** It was made: from now on it is known from others at its path. */
    void made(Set<PosixFilePermission> mode) throws IOException {
        key = key();
        Files.setPosixFilePermissions(path, mode);
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Removes it, unless it is gone or another one has taken its place. Idempotent. */
    void remove() {
        Object own = key;
        key = null;
        try {
            if (own != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS) && own.equals(key())) {
                Files.delete(path);
            }
        } catch (IOException e) {
            log.warn("{} stays behind: {}", path, e.getMessage());
        }
    }
}
