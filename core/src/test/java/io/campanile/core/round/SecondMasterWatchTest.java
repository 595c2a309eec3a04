package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SecondMasterWatchTest {

    private static final long START = TimeUnit.DAYS.toNanos(20_000);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final SecondMasterWatch watch = new SecondMasterWatch(Epochs.alone(START));

    /** The hello of a slave that has last obeyed a master that runs alone and began at this time. */
    private static Hello from(String name, long masterBegan) {
        return new Hello(name, 7, Message.PROTOCOL_VERSION, true, TimeUnit.NANOSECONDS.toMillis(masterBegan));
    }

    private Optional<String> told(Hello hello, long now) {
        return watch.note(hello, now).map(SecondMaster::sentence);
    }

    @Test
    void noticesAMasterThatBeganWhileThisOneRan() {
        assertThat(told(from("a1", START + HOUR), START + 2 * HOUR))
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("the slave a1 has obeyed another master, which began 3600 seconds after this one")
                        .contains("stop one of the two, or make them members of one group"));
        assertThat(watch.shown(START + 2 * HOUR)).isPresent();
    }

    @Test
    void noticesOneThatBeganMoreThanADayLaterThoughItTurnsTheSlaveAway() {
        long days = TimeUnit.DAYS.toNanos(3);

        assertThat(told(from("a1", START + days), START + 2 * days)).isPresent();
    }

    @Test
    void saysItOnceAndAgainAfterTenMinutesWithoutNews() {
        long now = START + 2 * HOUR;
        assertThat(told(from("a1", START + HOUR), now)).isPresent();
        assertThat(told(from("a2", START + HOUR + TimeUnit.SECONDS.toNanos(1)), now + 1))
                .isEmpty();

        long later = now + 1 + SecondMasterWatch.KEPT_NANOS;
        assertThat(watch.shown(later - 1))
                .hasValueSatisfying(other -> assertThat(other.slave()).isEqualTo("a2"));
        assertThat(watch.shown(later)).isEmpty();
        assertThat(told(from("a3", START + HOUR + TimeUnit.SECONDS.toNanos(2)), later))
                .isPresent();
    }

    @Test
    void noticesNothingAfterARestart() {
        assertThat(told(from("a1", START - HOUR), START + 1)).isEmpty();
        assertThat(told(from("a2", 0), START + HOUR)).isEmpty();
        assertThat(told(from("a3", START), START + HOUR)).isEmpty();
    }

    /** Its slaves come at once, are spoken to in a higher epoch, and may come again much later. */
    @Test
    void noticesNothingOfAPredecessorWhoseClockWasAhead() {
        long predecessor = START + HOUR;
        assertThat(told(from("a1", predecessor), START + TimeUnit.SECONDS.toNanos(5)))
                .isEmpty();
        assertThat(told(from("a2", predecessor), START + 2 * HOUR)).isEmpty();

        Hello again =
                new Hello("a1", 7, Message.PROTOCOL_VERSION, true, TimeUnit.NANOSECONDS.toMillis(predecessor) + 1);
        assertThat(told(again, START + 3 * HOUR)).isEmpty();
        assertThat(told(from("b", START + TimeUnit.SECONDS.toNanos(59)), START + 3 * HOUR))
                .isEmpty();
    }

    @Test
    void noticesNothingInAGroup() {
        SecondMasterWatch inAGroup = new SecondMasterWatch(new Epochs(TimeUnit.NANOSECONDS.toMillis(START), 0));

        assertThat(inAGroup.note(from("a1", START + HOUR), START + 2 * HOUR)).isEmpty();
    }
}
