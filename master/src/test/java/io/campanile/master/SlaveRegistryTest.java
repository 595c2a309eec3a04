package io.campanile.master;

import static io.campanile.master.Handlers.START_NANOS;
import static io.campanile.master.Handlers.hello;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.round.Epochs;
import io.campanile.master.SlaveRegistry.Admission;
import io.campanile.master.SlaveRegistry.Admitted;
import io.campanile.master.SlaveRegistry.TurnedAway;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlaveRegistryTest {

    private static final long START_MILLIS = TimeUnit.NANOSECONDS.toMillis(START_NANOS);

    private final Handlers handlers = new Handlers();
    private final SlaveRegistry registry = new SlaveRegistry(100, new Epochs(START_NANOS));

    @AfterEach
    void release() {
        handlers.close();
    }

    private Admitted admit(Hello hello, MasterHandler handler) {
        Admission admission = registry.admit(hello, handler);
        assertThat(admission).isInstanceOf(Admitted.class);
        return (Admitted) admission;
    }

    private Admitted admit(String name, long instance) {
        return admit(hello(name, instance), handlers.handler());
    }

    private static TurnedAway turnedAway(Admission admission) {
        assertThat(admission).isInstanceOf(TurnedAway.class);
        return (TurnedAway) admission;
    }

    private List<String> admitMany(String name, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(admit(name, i).uniqueName());
        }
        return names;
    }

    @Test
    void numbersSlavesOfTheSameName() {
        assertThat(admitMany("a1", 3)).containsExactly("a1", "a1-2", "a1-3");
    }

    @Test
    void stepsOverANumberedNameThatIsTaken() {
        admit("a1-2", 1);
        assertThat(admitMany("a1", 2)).containsExactly("a1", "a1-3");
    }

    @Test
    void keepsNamesUniqueBeyondTheLastNumber() {
        List<String> names = admitMany("a1", 50);
        assertThat(names).startsWith("a1", "a1-2").contains("a1-9").doesNotHaveDuplicates();
        assertThat(names).allSatisfy(name -> assertThat(name).startsWith("a1"));
    }

    @Test
    void keepsLongNamesWithinTheLimit() {
        List<String> names = admitMany("x".repeat(Hello.MAX_NAME_LENGTH), 50);
        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name)
                        .hasSizeLessThanOrEqualTo(Hello.MAX_NAME_LENGTH)
                        .startsWith("xxx"));
    }

    @Test
    void neverCutsACharacterInTwo() {
        String clocks = "\uD83D\uDD70".repeat(Hello.MAX_NAME_LENGTH / 2);
        assertThat(admitMany(clocks, 12))
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(
                                name.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
                        .isEmpty());
    }

    @Test
    void givesANameAgainOnceItIsFree() {
        MasterHandler first = handlers.handler();
        admit(hello("a1", 1), first);
        registry.leave("a1", first);
        assertThat(admit("a1", 2).uniqueName()).isEqualTo("a1");
    }

    @Test
    void letsTheSameSlaveTakeItsOwnPlace() {
        admit("a1", 1);
        MasterHandler earlier = handlers.handler();
        admit(hello("a1", 2), earlier);
        Admitted again = admit("a1", 2);
        assertThat(again.uniqueName()).isEqualTo("a1-2");
        assertThat(again.superseded()).containsSame(earlier);
    }

    @Test
    void takesTheSameInstanceUnderAnotherNameForAnotherSlave() {
        admit("a1", 1);
        Admitted other = admit("b1", 1);
        assertThat(other.superseded()).isEmpty();
        assertThat(other.uniqueName()).isEqualTo("b1");
    }

    @Test
    void keepsTheNewConnectionWhenTheSupersededOneLeaves() {
        MasterHandler earlier = handlers.handler();
        admit(hello("a1", 1), earlier);
        MasterHandler later = handlers.handler();
        admit(hello("a1", 1), later);
        registry.leave("a1", earlier);
        assertThat(admit("a1", 2).uniqueName()).isEqualTo("a1-2");
        assertThat(admit("a1", 1).superseded()).containsSame(later);
    }

    @Test
    void turnsAwayOneSlaveTooManyAndSaysWhatToDo() {
        SlaveRegistry small = new SlaveRegistry(2, new Epochs(START_NANOS));
        MasterHandler first = handlers.handler();
        small.admit(hello("a1", 1), first);
        small.admit(hello("a2", 2), handlers.handler());
        TurnedAway no = turnedAway(small.admit(hello("a3", 3), handlers.handler()));
        assertThat(no.reason()).isEqualTo(GoodbyeReason.FULL);
        assertThat(no.detail()).isEqualTo("the master has its 2 slaves: raise --max-slaves there");
        small.leave("a1", first);
        assertThat(small.admit(hello("a3", 3), handlers.handler())).isInstanceOf(Admitted.class);
    }

    @Test
    void letsAKnownSlaveBackInThoughItIsFull() {
        SlaveRegistry small = new SlaveRegistry(1, new Epochs(START_NANOS));
        small.admit(hello("a1", 1), handlers.handler());
        assertThat(small.admit(hello("a1", 1), handlers.handler())).isInstanceOf(Admitted.class);
    }

    @Test
    void risesAboveTheEpochThatASlaveHasObeyed() {
        Admitted slave = admit(hello("a1", 1, START_MILLIS + 5000), handlers.handler());
        assertThat(slave.epoch()).isEqualTo(START_MILLIS + 5001);
        assertThat(registry.epoch()).isEqualTo(START_MILLIS + 5001);
        assertThat(admit("a2", 2).epoch()).isEqualTo(START_MILLIS + 5001);
    }

    @Test
    void turnsAwayASlaveOfANewerMasterAndStaysWhereItIs() {
        long tooNew = START_MILLIS + Epochs.LEEWAY_MILLIS;
        TurnedAway no = turnedAway(registry.admit(hello("a1", 1, tooNew), handlers.handler()));
        assertThat(no.reason()).isEqualTo(GoodbyeReason.STALE_MASTER);
        assertThat(no.detail()).contains("epoch " + tooNew, "this master's is " + START_MILLIS, "another master runs");
        assertThat(registry.epoch()).isEqualTo(START_MILLIS);
    }

    @Test
    void givesEverySlaveASessionOfItsOwn() {
        Set<Long> sessions = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            sessions.add(admit("a" + i, i).session());
        }
        assertThat(sessions).hasSize(100).doesNotContain(0L);
    }
}
