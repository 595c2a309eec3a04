package io.campanile.master;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From where a slave is heard, as text that is made once for each address; over UDP that may change. */
final class PeerAddress {

    private @Nullable SocketAddress from;
    private String text = "?";

    String of(Channel channel) {
        SocketAddress now = channel.remoteAddress();
        if (!Objects.equals(now, from) && now instanceof InetSocketAddress remote) {
            from = remote;
            text = NetUtil.toSocketAddressString(remote);
        }
        return text;
    }
}
