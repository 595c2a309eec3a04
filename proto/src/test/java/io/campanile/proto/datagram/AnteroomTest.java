package io.campanile.proto.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AnteroomTest {

    private final Anteroom anteroom = new Anteroom(5, 2);

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean enters(String text) {
        return anteroom.enter(address(text));
    }

    @Test
    void letsSoManyWaitFromOneAddress() {
        assertThat(enters("192.0.2.1")).isTrue();
        assertThat(enters("192.0.2.1")).isTrue();
        assertThat(enters("192.0.2.1")).isFalse();
        assertThat(enters("192.0.2.2")).isTrue();

        anteroom.leave(address("192.0.2.1"));

        assertThat(enters("192.0.2.1")).isTrue();
        assertThat(anteroom.size()).isEqualTo(3);
    }

    @Test
    void countsAHostsAddressesUnderIpv6Together() {
        assertThat(enters("2001:db8::1")).isTrue();
        assertThat(enters("2001:db8::2")).isTrue();
        assertThat(enters("2001:db8::3")).isFalse();
        assertThat(enters("2001:db8:0:1::3")).isTrue();
    }

    @Test
    void limitsLoopbackOnlyByHowManyThereAreAtAll() {
        for (int i = 0; i < 5; i++) {
            assertThat(enters("127.0.0.1")).isTrue();
        }
        assertThat(enters("127.0.0.1")).isFalse();
        assertThat(enters("192.0.2.1")).isFalse();
    }
}
