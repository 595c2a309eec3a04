package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Question;
import io.campanile.core.message.Testimony;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a slave asks of a master that it does not follow, at an embedded channel. */
class QuestionHandlerTest {

    private static final Testimony TOLD = new Testimony(5_000, 7, 3);

    private final List<Testimony> answers = new ArrayList<>();
    private long now = 100;
    private long asked;
    private long heard;
    private final EmbeddedChannel channel = new EmbeddedChannel(new QuestionHandler(() -> now, (told, from, to) -> {
        answers.add(told);
        asked = from;
        heard = to;
    }));
    private final MasterEnd master = new MasterEnd(channel);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void asksOnceAndHangsUpWithTheAnswer() {
        assertThat(master.receive()).isEqualTo(new Question());
        assertThat(master.receive()).isNull();
        now = 250;

        master.send(TOLD);

        assertThat(answers).containsExactly(TOLD);
        assertThat(asked).isEqualTo(100);
        assertThat(heard).isEqualTo(250);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whateverElseTheMasterSaysIsNoAnswer() {
        for (Message other : List.of(
                new Goodbye(0, GoodbyeReason.FULL, ""),
                new Redirect(0, "m2", 8080, 4),
                new Message.Welcome(4, "a", 1, 1_000_000_000, 1_000_000_000))) {
            EmbeddedChannel another =
                    new EmbeddedChannel(new QuestionHandler(() -> now, (told, from, to) -> answers.add(told)));
            new MasterEnd(another).send(other);
            assertThat(answers).as("%s", other).isEmpty();
            assertThat(another.isOpen()).isFalse();
            another.finishAndReleaseAll();
        }
    }

    @Test
    void bytesThatAreNoMessageEndIt() {
        channel.writeInbound(channel.alloc().buffer().writeBytes(new byte[] {3, 1, 2, 3}));
        assertThat(channel.isOpen()).isFalse();
        assertThat(answers).isEmpty();
    }
}
