package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.round.Origin;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class PeerOriginTest {

    private static Origin of(String address, int port) throws UnknownHostException {
        SocketAddress remote = new InetSocketAddress(InetAddress.getByName(address), port);
        return PeerOrigin.of(new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return remote;
            }
        });
    }

    @Test
    void isTheAddressWithoutThePort() throws UnknownHostException {
        assertThat(of("10.1.2.3", 5)).isEqualTo(Origin.of("10.1.2.3", false)).isEqualTo(of("10.1.2.3", 6));
    }

    @Test
    void isTheNetworkOfAMachineThatHasManyAddresses() throws UnknownHostException {
        assertThat(of("2001:db8:1:2::7", 1)).isEqualTo(of("2001:db8:1:2:ffff::", 1));
        assertThat(of("2001:db8:1:2::7", 1)).isNotEqualTo(of("2001:db8:1:3::7", 1));
        assertThat(of("2001:db8:1:2::7", 1).host()).endsWith("/64");
    }

    @Test
    void knowsThisMachine() throws UnknownHostException {
        assertThat(of("127.0.5.1", 1).loopback()).isTrue();
        assertThat(of("::1", 1).loopback()).isTrue();
    }

    @Test
    void isOneAddressWhereNobodyKnows() {
        assertThat(PeerOrigin.of(new EmbeddedChannel())).isEqualTo(Origin.of("", false));
    }
}
