package io.campanile.proto.socket;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Whose address it is, for limits that count by address. In IPv6 one machine has at least 64 bits of an address for itself
 * (RFC 4291, section 2.5.1), and can send from each of those that they make: so all of these are one.
 */
public final class HostNetwork {

    private static final int IPV6_BYTES = 8;

    private HostNetwork() {}

    /** An IPv4 address, or the network of an IPv6 address, as text. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, IPV6_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
