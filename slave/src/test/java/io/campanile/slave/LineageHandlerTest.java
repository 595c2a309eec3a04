package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.message.Caller;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Lineage;
import io.campanile.core.message.Lineage.Ancestor;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Welcome;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineageHandlerTest {

    private static final long START = 1_800_000_000_000_000_000L;
    private static final long SESSION = 77;
    private static final Lineage PARENTS = Lineage.root(new Ancestor(1, "parent"));

    private final DisciplinedClock clock = new DisciplinedClock(() -> START, DisciplineLimits.DEFAULT);
    private final List<String> heard = new ArrayList<>();
    private Optional<String> objection = Optional.empty();
    private final SlaveHandler handler = new SlaveHandler(
            new SlaveParts(new SlaveIdentity("a", 42, true, Caller.MASTER), clock), false, null, new SessionListener() {
                @Override
                public Optional<String> descends(Lineage lineage) {
                    heard.add(lineage.path());
                    return objection;
                }
            });
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final MasterEnd master = new MasterEnd(channel);

    @BeforeEach
    void connect() {
        channel.freezeTime();
        channel.pipeline().addLast(handler);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void welcome() {
        master.receive();
        master.send(new Welcome(SESSION, "a", 1, 1_000_000_000L, 10_000_000_000L));
    }

    @Test
    void saysThatItIsAMaster() {
        assertThat(master.receive())
                .isInstanceOfSatisfying(
                        Hello.class, hello -> assertThat(hello.caller()).isEqualTo(Caller.MASTER));
    }

    @Test
    void handsOnWhoseTimeTheMasterHas() {
        welcome();

        master.send(PARENTS.in(SESSION));

        assertThat(heard).containsExactly("parent");
        assertThat(master.receive()).isNull();
    }

    @Test
    void leavesAMasterThatItMustNotFollow() {
        welcome();
        objection = Optional.of("a -> parent -> a");

        master.send(PARENTS.in(SESSION));

        assertThat(master.receive()).isEqualTo(new Goodbye(SESSION, GoodbyeReason.LOOP, "a -> parent -> a"));
        assertThat(handler.isDistrusting()).isTrue();
    }

    @Test
    void mindsNoLineageOfAnotherSessionAndNoneBeforeItsWelcome() {
        master.receive();
        master.send(PARENTS.in(SESSION));
        master.send(new Welcome(SESSION, "a", 1, 1_000_000_000L, 10_000_000_000L));
        master.send(PARENTS.in(SESSION + 1));

        assertThat(heard).isEmpty();
        assertThat(master.receive()).isNull();
    }
}
