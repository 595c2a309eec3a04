package io.campanile.slave;

import static org.awaitility.Awaitility.await;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Another program of this machine, which asks at a local socket. */
final class Asker implements AutoCloseable {

    private static final int MORE_THAN_AN_ANSWER = 100;

    private final Socket socket = Socket.newSocketDomainDgram();

    private Asker(Path at) throws IOException {
        socket.connect(new DomainSocketAddress(at.toString()));
    }

    /** One whose socket has a file. */
    static Asker withFile(Path at, Path own) throws IOException {
        return bound(at, own.toString());
    }

    /** One whose socket has the name of its cookie, and no file. */
    static Asker withoutFile(Path at, long cookie) throws IOException {
        return bound(at, String.format(Locale.ROOT, "\0campanile-%016x", cookie));
    }

    private static Asker bound(Path at, String name) throws IOException {
        Asker asker = new Asker(at);
        asker.socket.bind(new DomainSocketAddress(name));
        return asker;
    }

    static ByteBuffer request(int version, long cookie) {
        ByteBuffer request = ByteBuffer.allocateDirect(LocalAnswer.HEADER_BYTES);
        return request.putInt(LocalAnswer.MAGIC)
                .putShort((short) version)
                .putShort((short) 0)
                .putLong(cookie)
                .flip();
    }

    /** Returns whether there was room for it. */
    boolean send(ByteBuffer request) throws IOException {
        return socket.send(request, request.position(), request.limit()) > 0;
    }

    /** Waits until there is room for its request, and for the answer. */
    ByteBuffer ask(long cookie) {
        await().atMost(Duration.ofSeconds(30)).until(() -> send(request(LocalAnswer.VERSION, cookie)));
        return await().atMost(Duration.ofSeconds(30)).until(this::read, ByteBuffer::hasRemaining);
    }

    private ByteBuffer read() throws IOException {
        ByteBuffer answer = ByteBuffer.allocateDirect(MORE_THAN_AN_ANSWER);
        return answer.limit(Math.max(0, socket.recv(answer, 0, answer.capacity())));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
