package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.MasterSession.Phase;
import io.campanile.core.session.SessionConfig;
import io.campanile.core.session.SessionRecorder;
import io.campanile.core.session.VotingRight;
import java.util.Optional;

/**
 * Any messages at any times in a master's session: nothing throws, the end is the end, and whoever is not heard or floods is gone
 * soon.
 */
class MasterSessionFuzzTest {

    private static final long START = 1_800_000_000_000_000_000L;
    private static final long SESSION = 1;

    private long now = START;
    private boolean over;

    @FuzzTest
    void bearsAnyMessages(byte[] bytes) {
        now = START;
        over = false;
        MasterSession session = new MasterSession(SessionConfig.DEFAULT, () -> 0, SessionRecorder.NONE, now);
        Input input = new Input(bytes);
        int strays = 0;
        while (input.hasNext()) {
            now += input.nanos();
            step(session, input);
            over |= session.phase() == Phase.CLOSED;
            assertThat(session.phase() == Phase.CLOSED).as("over for good").isEqualTo(over);
            strays = Math.max(strays, (int) session.strayReadings());
        }
        assertThat(session.samples()).hasSizeLessThan(1000);
        assertThat(strays).isLessThan(100 + 3 * bytes.length);
    }

    private void step(MasterSession session, Input input) {
        switch (input.number() % 6) {
            case 0 ->
                session.startBurst(input.number(), 1 + input.number() % 16).ifPresent(p -> session.departed(now));
            case 1 -> session.expire(now);
            case 2 -> {
                if (session.phase() == Phase.ACTIVE) {
                    session.closeRound(now, 0);
                }
            }
            default -> input.message().ifPresent(message -> hear(session, message));
        }
    }

    /** As the edge does: the first hello asks to be let in, and a session that is over hears nothing. */
    private void hear(MasterSession session, Message message) {
        if (session.phase() == Phase.AWAITING_HELLO && message instanceof Hello hello) {
            if (session.refusal(hello).isEmpty()) {
                session.admit(SESSION, hello.name(), 1, VotingRight.granted(), now);
            }
        } else if (session.phase() != Phase.CLOSED) {
            Optional<Message> answer = session.onMessage(message, now);
            if (answer.orElse(null) instanceof Probe) {
                session.departed(now);
            }
            if (answer.orElse(null) instanceof Goodbye goodbye) {
                assertThat(goodbye.detail()).isNotBlank();
                assertThat(session.phase()).isEqualTo(Phase.CLOSED);
            }
        }
    }
}
