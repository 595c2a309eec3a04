package io.campanile.master;

import io.campanile.core.round.Origin;
import io.campanile.proto.socket.HostNetwork;
import io.campanile.proto.tls.PeerNames;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** Where a slave comes from, by its channel. */
final class PeerOrigin {

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
                ? Origin.of(
                        HostNetwork.of(remote.getAddress()), remote.getAddress().isLoopbackAddress())
                : Origin.of("", false);
    }
}
