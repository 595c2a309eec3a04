package io.campanile.master;

import io.campanile.core.round.Origin;
import io.campanile.proto.tls.PeerNames;
import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a slave comes from, by its channel. */
final class PeerOrigin {

    /** A machine has at least this much of an IPv6 address for itself (RFC 4291, section 2.5.1). */
    private static final int NETWORK_BYTES = 8;

    private PeerOrigin() {}

    static Origin of(Channel channel) {
        Origin address = address(channel);
        // All of a certificate's names are one identity: whoever has two of them has one vote.
        return PeerNames.of(channel)
                .map(names -> address.certifiedAs(names.toString()))
                .orElse(address);
    }

    private static Origin address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote && !remote.isUnresolved()
                ? Origin.of(host(remote.getAddress()), remote.getAddress().isLoopbackAddress())
                : Origin.of("", false);
    }

    private static String host(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
