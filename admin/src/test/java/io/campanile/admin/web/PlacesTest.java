package io.campanile.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many may be connected. */
class PlacesTest {

    private final Places places = new Places(6, 2);
    private final Map<Channel, Integer> worth = new HashMap<>();

    private static final class From extends EmbeddedChannel {

        private final SocketAddress remote;

        From(String address) throws UnknownHostException {
            super(DefaultChannelId.newInstance());
            remote = new InetSocketAddress(InetAddress.getByName(address), 1);
        }

        @Override
        public SocketAddress remoteAddress() {
            return remote;
        }
    }

    private From connect(String address) throws UnknownHostException {
        From channel = new From(address);
        if (!places.take(channel, other -> worth.getOrDefault(other, 0))) {
            channel.close();
        }
        return channel;
    }

    @Test
    void anAddressHasItsShareAndItsNewestAreKept() throws Exception {
        From other = connect("10.0.0.2");
        From first = connect("10.0.0.1");
        From second = connect("10.0.0.1");
        From third = connect("10.0.0.1");
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThat(third.isOpen()).isTrue();
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void whoSaysNothingMakesRoomBeforeWhoIsAnswered() throws Exception {
        From answered = connect("10.0.0.1");
        worth.put(answered, 1);
        From silent = connect("10.0.0.1");
        From next = connect("10.0.0.1");
        worth.put(next, 1);
        assertThat(silent.isOpen()).isFalse();
        assertThat(answered.isOpen()).isTrue();
        assertThat(connect("10.0.0.1").isOpen()).isTrue();
        assertThat(answered.isOpen()).isFalse();
        assertThat(next.isOpen()).isTrue();
    }

    @Test
    void aStreamMakesNoRoom() throws Exception {
        From first = connect("10.0.0.1");
        worth.put(first, Places.KEPT);
        From second = connect("10.0.0.1");
        worth.put(second, Places.KEPT);
        assertThat(connect("10.0.0.1").isOpen()).isFalse();
        assertThat(first.isOpen()).isTrue();
        first.close();
        assertThat(connect("10.0.0.1").isOpen()).isTrue();
    }

    @Test
    void aNetworkOfTheNewProtocolIsOneAddress() throws Exception {
        From first = connect("2001:db8:0:1::1");
        connect("2001:db8:0:1::2");
        connect("2001:db8:0:1::3");
        assertThat(first.isOpen()).isFalse();
        From neighbour = connect("2001:db8:0:2::1");
        assertThat(neighbour.isOpen()).isTrue();
    }

    @Test
    void thisMachineHasAllThatThereAre() throws Exception {
        From first = connect("127.0.0.1");
        for (int i = 0; i < 5; i++) {
            assertThat(connect(i % 2 == 0 ? "127.0.0.1" : "::1").isOpen()).isTrue();
        }
        assertThat(first.isOpen()).isTrue();
        assertThat(connect("10.0.0.1").isOpen()).isTrue();
        assertThat(first.isOpen()).isFalse();
    }
}
