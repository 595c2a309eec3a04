package io.campanile.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.Answer;
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
        ByteBuf bytes = wiring.bytesOf(sample.written());
        try {
            assertThat(wiring.encode(sample.written())).isEqualTo(bytes.readableBytes());
            Message decoded = wiring.decode(bytes);
            assertThat(decoded).isEqualTo(expected(sample, decoded));
        } finally {
            assertThat(bytes.release()).as("nobody else holds the bytes").isTrue();
        }
    }

    /** An answer is stamped as it leaves. */
    private static Object expected(Sample sample, Message decoded) {
        return sample.written() instanceof Answer answer
                ? answer.departing(((Reading) decoded).t3())
                : sample.written();
    }

    @ParameterizedTest
    @CsvSource({"PROBE", "READING", "CORRECTION"})
    void aDatagramNeedsNoLength(Sample sample) {
        int framed = Wiring.of(Transport.TCP).encode(sample.written());
        assertThat(Wiring.of(Transport.UDP).encode(sample.written())).isEqualTo(framed - 1);
    }
}
