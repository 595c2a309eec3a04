package io.campanile.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.campanile.core.replay.Comparison;
import io.campanile.core.replay.Replay;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any bytes for a recording: events that can be replayed, or a sentence for whoever brought it. */
class RecordingFuzzTest {

    @FuzzTest
    void readsAnyFile(byte[] input) throws IOException {
        replay(input);
    }

    static void replay(byte[] file) throws IOException {
        Replay replay =
                new Replay(new Comparison(), term -> term.with(term.limits().withQuorum(2)));
        try {
            RecordingReader.read(new ByteArrayInputStream(file), true, replay::take);
        } catch (RecordingException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
