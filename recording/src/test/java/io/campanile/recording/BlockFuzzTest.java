package io.campanile.recording;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.recording.v1.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Any block of a recording. Nobody guesses a checksum, so what is behind it is tried here. */
@Tag("slow")
class BlockFuzzTest {

    @FuzzTest
    void replaysAnyBlock(byte[] input) throws IOException {
        Block block;
        try {
            block = Block.parseFrom(input);
        } catch (InvalidProtocolBufferException e) {
            return;
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(Frames.firstLine());
        file.write(Frames.frame(block));
        RecordingFuzzTest.replay(file.toByteArray());
    }
}
