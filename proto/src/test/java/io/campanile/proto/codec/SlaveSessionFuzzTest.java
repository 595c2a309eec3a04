package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.inquiry.Hearing;
import io.campanile.core.inquiry.Panel;
import io.campanile.core.inquiry.Precedent;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.message.Answer;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Reply;
import io.campanile.core.message.Testimony;
import io.campanile.core.session.SlaveSession;
import io.campanile.core.session.SlaveSession.Phase;
import java.util.concurrent.atomic.AtomicLong;

/** Any messages of a master at any times: nothing throws, the end is the end, and the clock that is served never goes back. */
class SlaveSessionFuzzTest {

    /** Two others can be asked. What they say is in the input, too. */
    private static final Panel PANEL = new Panel(3, 2, Panel.LONGEST_PERIOD_NANOS);

    private static final long START = 1_800_000_000_000_000_000L;

    private final AtomicLong local = new AtomicLong();

    @FuzzTest
    void bearsAnyMaster(byte[] bytes) {
        local.set(START);
        DisciplinedClock clock = new DisciplinedClock(local::get, DisciplineLimits.DEFAULT);
        SlaveSession session = new SlaveSession(
                new Hello("a", 42, Message.PROTOCOL_VERSION, true, 0),
                clock,
                new Scrutiny(PANEL, new Precedent()),
                START);
        Input input = new Input(bytes);
        Hearing hearing = null;
        boolean corrected = false;
        long served = Long.MIN_VALUE;
        while (input.hasNext()) {
            local.addAndGet(input.nanos());
            long now = local.get();
            boolean wasClosed = session.phase() == Phase.CLOSED;
            if (wasClosed) {
                assertThat(session.expire(now)).isEmpty();
            } else {
                Message message = input.message().orElse(null);
                if (message instanceof Testimony told && hearing != null) {
                    hearing.testified(told, now - input.nanos(), now);
                    session.settle(now).ifPresent(goodbye -> check(session, goodbye));
                } else if (message != null) {
                    session.onMessage(message, now).ifPresent(reply -> check(session, reply));
                }
                hearing = session.inquiry().orElse(hearing);
                session.expire(now);
            }
            long reading = clock.read().clusterNanos();
            if (corrected) {
                assertThat(reading).as("served time").isGreaterThanOrEqualTo(served);
            }
            served = reading;
            corrected |= session.lastDecision().isPresent()
                    && clock.state(now).mapping().version() > 0;
            assertThat(wasClosed && session.phase() != Phase.CLOSED)
                    .as("over for good")
                    .isFalse();
        }
    }

    private void check(SlaveSession session, Reply reply) {
        if (reply instanceof Goodbye) {
            assertThat(session.phase()).isEqualTo(Phase.CLOSED);
        } else {
            assertThat(((Answer) reply).departing(local.get())).isNotNull();
        }
    }
}
