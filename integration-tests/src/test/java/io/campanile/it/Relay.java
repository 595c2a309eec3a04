package io.campanile.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network in front of a master: what slaves send takes up to ten milliseconds, what they receive takes none, and
 * every few seconds the connection breaks.
 */
final class Relay implements AutoCloseable {

    private static final int LEAST_DELAY_MILLIS = 5;
    private static final int JITTER_MILLIS = 5;
    private static final int LEAST_LIFE_MILLIS = 2000;
    private static final int MORE_LIFE_MILLIS = 2000;
    private static final int MASTER_PORT = 8080;

    private final ServerSocket server;
    private final String master;
    private final Random random;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger broken = new AtomicInteger();

    /** Listens on an address of this machine, on any port. */
    Relay(String listen, String master, long seed) throws IOException {
        this.master = master;
        server = new ServerSocket(0, 50, InetAddress.getByName(listen));
        random = new Random(seed);
        threads.execute(this::accept);
    }

    /** Where it listens. */
    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** How many connections have come to their end. */
    int broken() {
        return broken.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket slave = opened(server.accept());
                Socket up = opened(new Socket());
                up.connect(new InetSocketAddress(master, MASTER_PORT));
                threads.execute(() -> carry(slave, up, true));
                threads.execute(() -> carry(up, slave, false));
                threads.execute(() -> breakLater(slave, up));
            }
        } catch (IOException e) {
            // Closed: it ends.
            close();
        }
    }

    private Socket opened(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        open.add(socket);
        return socket;
    }

    private void carry(Socket from, Socket to, boolean late) {
        byte[] buffer = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (late) {
                    Thread.sleep(LEAST_DELAY_MILLIS + random.nextInt(JITTER_MILLIS));
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException | InterruptedException e) {
            // Either end broke it, or we did; the other direction sees it, too.
            reset(from);
            reset(to);
        }
    }

    private void breakLater(Socket slave, Socket up) {
        try {
            Thread.sleep(LEAST_LIFE_MILLIS + random.nextInt(MORE_LIFE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reset(slave);
        reset(up);
        broken.incrementAndGet();
    }

    /** Closes it in the way that the other end sees as a reset. */
    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
            return;
        }
    }

    @Override
    public void close() {
        try (server) {
            threads.shutdownNow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            open.forEach(Relay::reset);
        }
    }
}
