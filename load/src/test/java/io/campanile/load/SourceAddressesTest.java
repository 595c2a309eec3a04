package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceAddressesTest {

    private static InetSocketAddress master(String host) {
        return InetSocketAddress.createUnresolved(host, 8080);
    }

    @Test
    void giveNoAddressMoreThanItsShare() {
        assertThat(SourceAddresses.count(1)).isEqualTo(1);
        assertThat(SourceAddresses.count(2000)).isEqualTo(1);
        assertThat(SourceAddresses.count(2001)).isEqualTo(2);
        assertThat(SourceAddresses.count(19_000)).isEqualTo(10);
    }

    @Test
    void areAllDifferentLoopbackAddresses() {
        List<InetSocketAddress> addresses =
                IntStream.range(0, 1000).mapToObj(SourceAddresses::loopback).toList();
        assertThat(addresses).doesNotHaveDuplicates().allSatisfy(a -> {
            assertThat(a.getAddress().isLoopbackAddress()).isTrue();
            assertThat(a.getPort()).isZero();
            // Neither a network's own address nor its broadcast.
            assertThat(a.getAddress().getAddress()[3]).isNotIn((byte) 0, (byte) 255);
        });
        assertThat(addresses.get(0).getAddress().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(addresses.get(254).getAddress().getHostAddress()).isEqualTo("127.0.1.1");
    }

    @Test
    void areForMastersOnLoopbackAlone() {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        assertThat(SourceAddresses.reach(List.of(master("127.0.0.1")))).isTrue();
        assertThat(SourceAddresses.reach(List.of(master("127.0.0.1"), master("192.0.2.1"))))
                .isFalse();
        assertThat(SourceAddresses.reach(List.of(master("::1")))).isFalse();
        assertThat(SourceAddresses.reach(List.of(master("nobody.invalid")))).isFalse();
    }
}
