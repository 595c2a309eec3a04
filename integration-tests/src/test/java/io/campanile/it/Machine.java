package io.campanile.it;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a test needs of the machine that it runs on. */
final class Machine {

    /** Tests that run side by side must not be given the same. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Machine() {}

    /** A port for a server that has to be told one; another one each time. */
    static int freePort() throws IOException {
        while (true) {
            try (ServerSocket free = new ServerSocket(0)) {
                if (GIVEN.add(free.getLocalPort())) {
                    return free.getLocalPort();
                }
            }
        }
    }
}
