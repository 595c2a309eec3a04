package io.campanile.load.failover;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * Where one of the masters runs.
 *
 * @param name what people call it
 * @param host its address, which no other site has
 * @param port where slaves reach it
 * @param groupPort where the other masters reach it
 * @param prefix what is put before a command so that it runs there; empty for this machine
 */
public record Site(String name, String host, int port, int groupPort, List<String> prefix) {

    private static final int FIRST_ADDRESS = 2;

    /** Copies the prefix. */
    public Site {
        prefix = List.copyOf(prefix);
    }

    /**
     * A site on this machine, on a loopback address of its own: 127.0.0.2 for the first one.
     *
     * @param number counts from 0
     * @throws IOException if there is no such address, as on other systems than Linux, or no port is free
     */
    public static Site loopback(int number) throws IOException {
        String host = "127.0.0." + (FIRST_ADDRESS + number);
        InetAddress address = InetAddress.getByName(host);
        // Both at once, so that they differ.
        try (ServerSocket one = new ServerSocket(0, 1, address);
                ServerSocket other = new ServerSocket(0, 1, address)) {
            return new Site("m" + (number + 1), host, one.getLocalPort(), other.getLocalPort(), List.of());
        }
    }

    /** Where slaves reach it, as the command line wants it. */
    String slaves() {
        return host + ":" + port;
    }

    /** How the list of a group names it. */
    String member() {
        return "%s=%s:%s".formatted(name, host, groupPort);
    }
}
