package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.LocalClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Message;
import io.campanile.proto.v1.Envelope;
import io.campanile.proto.v1.GoodbyeReason;
import io.campanile.proto.v1.Question;
import io.campanile.proto.v1.Testimony;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a master tells who only asks what time it is, at an embedded channel. */
class WitnessTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Envelope QUESTION =
            Envelope.newBuilder().setQuestion(Question.getDefaultInstance()).build();

    private final Handlers master = new Handlers().lead();
    private final LocalClock local = master.now::get;
    private final DisciplinedClock clock = new DisciplinedClock(local, DisciplineLimits.DEFAULT);
    private final Door door = new Door(ConnectionLimits.DEFAULT, 5);
    private final EmbeddedChannel channel = connection();

    /** As {@link MasterSockets} makes it. */
    private EmbeddedChannel connection() {
        EmbeddedChannel accepted = master.accept();
        accepted.pipeline().addFirst(new DoorHandler(door));
        door.arrive(accepted, 0);
        new Witness(clock).addTo(accepted.pipeline());
        return accepted;
    }

    @AfterEach
    void close() {
        master.close();
    }

    private void correct(long epoch, long offset) {
        clock.correct(new Correction(epoch, 1, 0, local.nanos(), offset, 0, 1_000, 0, SECOND, 10 * SECOND));
    }

    private Testimony answer() {
        Handlers.deliver(channel, QUESTION);
        List<Envelope> sent = Handlers.sent(channel);
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).hasTestimony()).isTrue();
        return sent.get(0).getTestimony();
    }

    @Test
    void tellsTheTimeThatItsNodeKeepsWithItsErrorAndItsEpoch() {
        correct(7, 3 * SECOND);

        Testimony told = answer();

        assertThat(told.getClusterNanos()).isEqualTo(local.nanos() + 3 * SECOND);
        assertThat(told.getErrorNanos()).isEqualTo(clock.read().errorNanos());
        assertThat(told.getEpoch()).isEqualTo(7);
    }

    @Test
    void saysThatItDoesNotKnowBeforeItIsCorrectedAndOnceItsBoundIsVoid() {
        assertThat(answer().getErrorNanos()).isEqualTo(Message.MAX_NANOS);
        correct(7, 0);
        clock.reject();
        EmbeddedChannel another = master.accept();
        new Witness(clock).addTo(another.pipeline());
        Handlers.deliver(another, QUESTION);
        assertThat(Handlers.sent(another).get(0).getTestimony().getErrorNanos()).isEqualTo(Message.MAX_NANOS);
    }

    @Test
    void whoAsksIsNoSlaveAndCountsAsAStrangerUntilItIsGone() {
        assertThat(door.size()).isOne();

        answer();

        assertThat(channel.isOpen()).as("the answer was the last word").isFalse();
        assertThat(door.size()).isZero();
        assertThat(master.tally().of(Tally.Event.JOINED)).isZero();
    }

    @Test
    void whoHasSaidHelloAsksNoMore() {
        Handlers.deliver(channel, RawPeer.hello("a"));
        assertThat(channel.pipeline().get(Witness.class)).isNull();
        assertThat(channel.pipeline().get(DoorHandler.class)).isNull();
        Handlers.sent(channel);

        Handlers.deliver(channel, QUESTION);

        List<Envelope> sent = Handlers.sent(channel);
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).getGoodbye().getReason()).isEqualTo(GoodbyeReason.GOODBYE_REASON_OUT_OF_PHASE);
    }
}
