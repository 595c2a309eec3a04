package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.core.message.Message;
import io.campanile.proto.v1.Envelope;
import java.util.Optional;

/** Any bytes: no envelope, one that is refused with a sentence, or a message that goes out as it came in. */
class EnvelopeFuzzTest {

    @FuzzTest
    void readsAnyEnvelope(byte[] input) {
        Envelope envelope;
        try {
            envelope = Envelope.parseFrom(input);
        } catch (InvalidProtocolBufferException e) {
            return;
        }
        Optional<Message> message;
        try {
            message = Wire.toMessage(envelope);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        if (message.isPresent()) {
            assertThat(Wire.toMessage(Wire.toEnvelope(message.get()))).isEqualTo(message);
            assertThat(message.get().noun()).isNotBlank();
        }
    }
}
