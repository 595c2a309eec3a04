package io.campanile.proto.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptPausesTest {

    private final List<String> said = new ArrayList<>();
    private final AcceptPauses pauses = new AcceptPauses() {
        @Override
        protected void failed(String why) {
            said.add(why);
        }
    };
    private final EmbeddedChannel socket = new EmbeddedChannel(pauses);

    @BeforeEach
    void freeze() {
        socket.freezeTime();
    }

    private void fail() {
        socket.pipeline()
                .fireExceptionCaught(new IOException("accept(..) failed with error(-24): Too many open files"));
    }

    private void pass(long millis) {
        socket.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        socket.runScheduledPendingTasks();
    }

    @Test
    void triesAgainAfterAPause() {
        fail();
        assertThat(socket.config().isAutoRead()).isFalse();
        pass(500);
        assertThat(socket.config().isAutoRead()).isTrue();
    }

    @Test
    void knowWhyNobodyIsLetInAsLongAsThatLasts() {
        assertThat(pauses.failure()).isEmpty();
        for (int i = 0; i < 5; i++) {
            fail();
            assertThat(pauses.failure())
                    .hasValueSatisfying(why -> assertThat(why).startsWith("this process has no files left"));
            pass(500);
            assertThat(pauses.failure()).as("nobody has been let in since").isPresent();
        }
        assertThat(said).hasSize(5);
        pass(1000);
        assertThat(pauses.failure()).isEmpty();
    }
}
