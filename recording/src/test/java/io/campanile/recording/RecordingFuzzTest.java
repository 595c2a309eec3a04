package io.campanile.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.campanile.core.replay.Comparison;
import io.campanile.core.replay.Event;
import io.campanile.core.replay.Replay;
import io.campanile.core.replay.SlaveReplay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Any bytes for a recording: events that can be replayed, or a sentence for whoever brought it. */
class RecordingFuzzTest {

    @FuzzTest
    void readsAnyFile(byte[] input) throws IOException {
        replay(input);
    }

    static void replay(byte[] file) throws IOException {
        Replay replay =
                new Replay(new Comparison(), term -> term.with(term.limits().withQuorum(2)));
        replay(file, replay::take);
        replay(file, new SlaveReplay()::take);
    }

    private static void replay(byte[] file, Consumer<Event> taker) throws IOException {
        try {
            RecordingReader.read(new ByteArrayInputStream(file), true, taker);
        } catch (RecordingException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
