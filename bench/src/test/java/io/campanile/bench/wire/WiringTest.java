package io.campanile.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Reading;
import io.campanile.proto.socket.Transport;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiringTest {

    @ParameterizedTest
    @CsvSource({
        "TCP, PROBE", "TCP, READING", "TCP, CORRECTION",
        "UDP, PROBE", "UDP, READING", "UDP, CORRECTION"
    })
    void decodesWhatItEncodes(Transport transport, Sample sample) {
        Wiring wiring = Wiring.of(transport);
        ByteBuf bytes = wiring.bytesOf(sample.message());
        try {
            assertThat(wiring.encode(sample.message())).isEqualTo(bytes.readableBytes());
            Message decoded = wiring.decode(bytes);
            assertThat(decoded).isEqualTo(expected(sample, decoded));
        } finally {
            assertThat(bytes.release()).as("nobody else holds the bytes").isTrue();
        }
    }

    /** A reading is stamped as it leaves. */
    private static Message expected(Sample sample, Message decoded) {
        return sample.message() instanceof Reading sent ? sent.departing(((Reading) decoded).t3()) : sample.message();
    }

    @ParameterizedTest
    @CsvSource({"PROBE", "READING", "CORRECTION"})
    void aDatagramNeedsNoLength(Sample sample) {
        int framed = Wiring.of(Transport.TCP).encode(sample.message());
        assertThat(Wiring.of(Transport.UDP).encode(sample.message())).isEqualTo(framed - 1);
    }
}
