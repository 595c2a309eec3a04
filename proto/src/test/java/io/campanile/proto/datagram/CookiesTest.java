package io.campanile.proto.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CookiesTest {

    private static final InetSocketAddress HERE = address(1, 4000);

    private final AtomicLong now = new AtomicLong(TimeUnit.DAYS.toNanos(1));
    private final Cookies cookies = new Cookies(now::get);

    private static InetSocketAddress address(int last, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesBackWhatItGaveOut() {
        assertThat(cookies.isValid(cookies.of(HERE, 7), HERE, 7)).isTrue();
    }

    @Test
    void refusesAnotherAddressPortOrNonce() {
        long cookie = cookies.of(HERE, 7);
        assertThat(cookies.isValid(cookie, address(2, 4000), 7)).isFalse();
        assertThat(cookies.isValid(cookie, address(1, 4001), 7)).isFalse();
        assertThat(cookies.isValid(cookie, HERE, 8)).isFalse();
        assertThat(cookies.isValid(0, HERE, 7)).isFalse();
    }

    @Test
    void refusesTheCookiesOfAnotherMaster() {
        assertThat(new Cookies(now::get).isValid(cookies.of(HERE, 7), HERE, 7)).isFalse();
    }

    @Test
    void cookiesLastTenSecondsAndNeverTwenty() {
        long cookie = cookies.of(HERE, 7);
        now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(cookies.isValid(cookie, HERE, 7)).isTrue();
        now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(cookies.isValid(cookie, HERE, 7)).isFalse();
    }
}
