package io.campanile.bench.classroom;

import io.campanile.clock.SystemClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Berkeley's algorithm as courses and tutorials program it: a thread for each client, lines of text over TCP, and every few
 * seconds the server's time plus the average difference for everybody. How long a line is on its way is not measured, and
 * nobody's clock is left out.
 *
 * <p>The tutorials add the average of (server − client), whose sign is wrong; this one is right, so that the clocks can
 * agree at all.
 */
public final class ClassroomServer {

    private static final int BACKLOG = 4096;

    private final SystemClock clock = new SystemClock();
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    private ClassroomServer() {}

    /** A client, as its thread knows it. */
    private static final class Client {

        private final PrintWriter out;
        private volatile boolean heard;
        private volatile long differenceNanos;

        Client(PrintWriter out) {
            this.out = out;
        }
    }

    /**
     * Prints the port to connect to, and serves until it is ended.
     *
     * @param args seconds of a cycle
     */
    public static void main(String[] args) throws IOException {
        long cycleSeconds = Long.parseLong(args[0]);
        ClassroomServer server = new ClassroomServer();
        try (ServerSocket listening = new ServerSocket(0, BACKLOG)) {
            System.out.println("port " + listening.getLocalPort());
            new Thread(() -> server.synchronize(cycleSeconds)).start();
            while (true) {
                Socket socket = listening.accept();
                new Thread(() -> server.serve(socket)).start();
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                var out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            Client client = new Client(out);
            clients.add(client);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                client.differenceNanos = Long.parseLong(line) - clock.nanos();
                client.heard = true;
            }
            clients.remove(client);
        } catch (IOException e) {
            System.err.println("a client is gone: " + e.getMessage());
        }
    }

    private void synchronize(long cycleSeconds) {
        while (true) {
            try {
                TimeUnit.SECONDS.sleep(cycleSeconds);
            } catch (InterruptedException e) {
                return;
            }
            double average = clients.stream()
                    .filter(client -> client.heard)
                    .mapToLong(client -> client.differenceNanos)
                    .average()
                    .orElse(0);
            clients.forEach(client -> client.out.println(clock.nanos() + Math.round(average)));
        }
    }
}
