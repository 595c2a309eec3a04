package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.GoodbyeReason;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final long SECOND = 1_000_000_000L;

    private final Door door = new Door(new ConnectionLimits(2, false), 5);

    @Test
    void takesAFewFromOneAddressUntilTheySayHello() {
        EmbeddedChannel first = from("192.0.2.1");
        assertThat(arrives(first, 0)).isTrue();
        assertThat(arrives(from("192.0.2.1"), 0)).isTrue();
        assertThat(arrives(from("192.0.2.1"), 0)).isFalse();
        assertThat(arrives(from("192.0.2.2"), 0)).as("somebody else").isTrue();

        door.leave(first);
        door.leave(first);

        assertThat(arrives(from("192.0.2.1"), 0)).isTrue();
        assertThat(arrives(from("192.0.2.1"), 0)).isFalse();
    }

    @Test
    void takesANetworkOfIpv6ForOneAddress() {
        assertThat(arrives(from("2001:db8:0:1::1"), 0)).isTrue();
        assertThat(arrives(from("2001:db8:0:1::2"), 0)).isTrue();
        assertThat(arrives(from("2001:db8:0:1::3"), 0)).isFalse();
        assertThat(arrives(from("2001:db8:0:2::1"), 0)).isTrue();
    }

    @Test
    void countsThisMachineOnlyIfItIsTold() {
        for (int i = 0; i < 4; i++) {
            assertThat(arrives(from("127.0.0.1"), 0)).isTrue();
        }
        Door strict = new Door(new ConnectionLimits(1, true), 5);
        assertThat(strict.arrive(from("127.0.0.1"), 0)).isTrue();
        assertThat(strict.arrive(from("127.0.0.1"), 0)).isFalse();
    }

    @Test
    void closesTheOldestWhereTooManyWait() {
        EmbeddedChannel oldest = from("192.0.2.1");
        arrives(oldest, 0);
        for (int i = 2; i < 10; i++) {
            assertThat(arrives(from("192.0.2." + i), i)).isTrue();
        }
        assertThat(oldest.isOpen()).isFalse();
        assertThat(door.size()).isEqualTo(5);
    }

    @Test
    void shedsThoseWhoHaveSaidNothingForLong() {
        EmbeddedChannel slow = from("192.0.2.1");
        EmbeddedChannel fresh = from("192.0.2.2");
        arrives(slow, 0);
        arrives(fresh, SECOND);

        assertThat(door.shed(SECOND, SECOND + 1)).isOne();

        assertThat(slow.isOpen()).isFalse();
        assertThat(fresh.isOpen()).isTrue();
        assertThat(door.size()).isOne();
    }

    @Test
    void tellsWhomItTurnsAwayWhy() {
        Door full = new Door(new ConnectionLimits(1, true), 5);
        full.arrive(from("192.0.2.1"), 0);
        EmbeddedChannel turnedAway = from("192.0.2.1");

        turnedAway.pipeline().addLast(new DoorHandler(full));
        turnedAway.pipeline().fireChannelActive();

        List<Envelope> sent = Handlers.sent(turnedAway);
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).getGoodbye().getReason()).isEqualTo(GoodbyeReason.GOODBYE_REASON_FULL);
        assertThat(turnedAway.isOpen()).isFalse();
    }

    @Test
    void letsGoOfWhoeverHasSaidHello() {
        EmbeddedChannel channel = from("192.0.2.1");
        channel.pipeline().addLast(new DoorHandler(door));
        channel.pipeline().fireChannelActive();
        assertThat(door.size()).isOne();

        channel.pipeline().fireUserEventTriggered(DoorHandler.HELLO_SAID);

        assertThat(door.size()).isZero();
        assertThat(channel.pipeline().get(DoorHandler.class)).isNull();
    }

    private boolean arrives(EmbeddedChannel channel, long nowNanos) {
        return door.arrive(channel, nowNanos);
    }

    private static EmbeddedChannel from(String address) {
        return new EmbeddedChannel() {
            @Override
            public SocketAddress remoteAddress() {
                return new InetSocketAddress(address, 1234);
            }
        };
    }
}
