package io.campanile.os.utc;

import io.campanile.core.Units;
import io.campanile.proto.socket.SocketFailure;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;

/**
 * chrony's command socket, a UNIX socket in a folder of chrony's, which is there with its command port closed, too. It answers to a file:
 * so whoever asks makes one of its own in that folder, as {@code chronyc} does, for which he has to be root or chrony's user.
 *
 * <p>With Netty's native library for Linux.
 */
record ChronyFile(Path server) implements ChronyWay {

    private static final long LOOK_NANOS = Units.SECOND_NANOS / 1_000;

    @Override
    public String place() {
        return server.toString();
    }

    @Override
    public ByteBuffer ask(byte[] request, int most) throws IOException {
        // Whoever may not enter the folder sees no file in it.
        if (!Files.exists(server) || !Files.isWritable(server.resolveSibling("."))) {
            throw new IOException("%s is not there, or not for this user".formatted(server));
        }
        if (!Epoll.isAvailable()) {
            throw new IOException("%s cannot be asked without Netty's native library".formatted(server));
        }
        Path own = server.resolveSibling(
                "campanile.%s.sock".formatted(ProcessHandle.current().pid()));
        Files.deleteIfExists(own);
        Socket socket = Socket.newSocketDomainDgram();
        try {
            socket.bind(new DomainSocketAddress(own.toString()));
            // chrony's user answers there.
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-rw-rw-"));
            socket.connect(new DomainSocketAddress(server.toString()));
            ByteBuffer out =
                    ByteBuffer.allocateDirect(request.length).put(request).flip();
            socket.send(out, out.position(), out.limit());
            return receive(socket, most);
        } catch (IOException e) {
            throw new IOException("no chrony answers at %s: %s".formatted(server, SocketFailure.reason(e)), e);
        } finally {
            socket.close();
            Files.deleteIfExists(own);
        }
    }

    /** Netty's sockets wait for nothing, and this thread has time. */
    private static ByteBuffer receive(Socket socket, int most) throws IOException {
        ByteBuffer in = ByteBuffer.allocateDirect(most);
        for (int i = 0; i < TIMEOUT_MILLIS; i++) {
            int length = socket.recv(in, 0, most);
            if (length > 0) {
                return ByteBuffer.allocate(length).put(in.limit(length)).flip();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new IOException("nothing came within %s ms".formatted(TIMEOUT_MILLIS));
    }
}
