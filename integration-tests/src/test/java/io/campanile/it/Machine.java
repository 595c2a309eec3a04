package io.campanile.it;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** What a test needs of the machine that it runs on. */
final class Machine {

    private static final int FIRST_PORT = 20_000;

    /** From here on the system gives ports to connections that go out: one that is free now may be taken before its server starts. */
    private static final int FIRST_OF_THE_SYSTEM = 32_768;

    /** Tests that run side by side must not be given the same. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Machine() {}

    /** A port for a server that has to be told one; another one each time. */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_OF_THE_SYSTEM);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }
}
