package io.campanile.load;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where connections to a master on the loopback interface come from: 127.0.0.1, 127.0.0.2 and so on. The system looks for
 * a free port for each connection, and that takes the longer the more of an address's ports are in use.
 */
final class SourceAddresses {

    /** So many connections from one address; thirty thousand a second are made that way, a tenth of it from one. */
    static final int CONNECTIONS_PER_ADDRESS = 2000;

    private static final int HOSTS_PER_NET = 254;

    private SourceAddresses() {}

    /** How many addresses this number of connections takes. */
    static int count(int connections) {
        return (connections + CONNECTIONS_PER_ADDRESS - 1) / CONNECTIONS_PER_ADDRESS;
    }

    /** The address of this index, with any port. */
    static InetSocketAddress loopback(int index) {
        byte[] address = {127, 0, (byte) (index / HOSTS_PER_NET), (byte) (index % HOSTS_PER_NET + 1)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), 0);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    /** Whether connections to these masters can come from them: on Linux the interface answers for all of 127. */
    static boolean reach(List<InetSocketAddress> masters) {
        return isLinux()
                && masters.stream()
                        .allMatch(m -> isLoopback(new InetSocketAddress(m.getHostString(), m.getPort()).getAddress()));
    }

    private static boolean isLoopback(@Nullable InetAddress address) {
        return address instanceof Inet4Address && address.isLoopbackAddress();
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    }
}
