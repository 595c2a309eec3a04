package io.campanile.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class NtpTimesTest {

    @Test
    void packetIsReadAsItWasWritten() {
        NtpTimes times = new NtpTimes(1, -2, Long.MAX_VALUE);
        assertThat(NtpTimes.parse(times.question())).isEqualTo(times);
        assertThat(times.question().readableBytes()).isEqualTo(48);
        assertThat(times.question().getByte(0)).as("version 4, client").isEqualTo((byte) 0x23);
    }

    @Test
    void whatIsTooShortIsNoTime() {
        assertThat(NtpTimes.parse(Unpooled.buffer().writeZero(47))).isEqualTo(new NtpTimes(0, 0, 0));
    }

    /** As RFC 5905 has it: 1970 is second 2,208,988,800 of 1900. */
    @Test
    void timesAreToldInUnixNanoseconds() {
        assertThat(NtpTimes.unixNanos(2_208_988_800L << 32)).isZero();
        assertThat(NtpTimes.unixNanos((2_208_988_801L << 32) | 0x8000_0000L)).isEqualTo(1_500_000_000);
    }
}
