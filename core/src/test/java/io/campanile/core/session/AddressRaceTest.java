package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressRaceTest {

    private static final long STAGGER = AddressRace.STAGGER_NANOS;
    private static final long HOLD = AddressRace.HOLD_NANOS;

    private final AddressRace<String> race = new AddressRace<>(List.of("a", "b", "c"));
    private long now = 17;

    /** Begins all that are due now. */
    private List<String> begin() {
        List<String> begun = new ArrayList<>();
        for (Optional<String> next = race.next(now); next.isPresent(); next = race.next(now)) {
            begun.add(next.get());
        }
        return begun;
    }

    @Test
    void triesTheNextAddressAQuarterOfASecondAfterOneThatDoesNotAnswer() {
        assertThat(begin()).containsExactly("a");
        assertThat(race.nextAtNanos()).isEqualTo(now + STAGGER).isEqualTo(now + 250_000_000);
        now += STAGGER - 1;
        assertThat(begin()).isEmpty();
        now += 1;
        assertThat(begin()).containsExactly("b");
        now += STAGGER;
        assertThat(begin()).containsExactly("c");
        assertThat(race.nextAtNanos()).isEqualTo(MasterChoice.NEVER);
        assertThat(race.isLost()).as("all are under way").isFalse();
    }

    @Test
    void triesTheNextAddressAtOnceAfterOneThatRefuses() {
        begin();
        race.failed("a", now);
        assertThat(begin()).containsExactly("b");
        race.failed("b", now);
        assertThat(begin()).containsExactly("c");
        race.failed("c", now);
        assertThat(race.isLost()).isTrue();
        assertThat(begin()).isEmpty();
    }

    @Test
    void givesUpTheOthersWhenOneIsConnected() {
        begin();
        now += STAGGER;
        begin();
        assertThat(race.connected("b", now)).containsExactly("a");
        now += HOLD - 1;
        assertThat(begin()).as("the master may still let the slave in").isEmpty();
    }

    @Test
    void goesOnToAllOthersWhenAConnectionIsOfNoUse() {
        begin();
        now += STAGGER;
        begin();
        race.connected("b", now);
        race.failed("b", now);
        assertThat(begin()).containsExactly("c");
        race.failed("c", now);
        assertThat(begin()).as("it was given up before it had failed").containsExactly("a");
        race.failed("a", now);
        assertThat(race.isLost()).isTrue();
    }

    @Test
    void triesTheOthersBesideAConnectionOnWhichNobodySaysAnything() {
        begin();
        race.connected("a", now);
        now += HOLD;
        assertThat(begin()).containsExactly("b");
        race.failed("b", now);
        assertThat(begin()).as("not at once: somebody may still answer").isEmpty();
        now += STAGGER;
        assertThat(begin()).containsExactly("c");
        race.failed("c", now);
        assertThat(race.isLost()).isFalse();
        race.failed("a", now);
        assertThat(race.isLost()).isTrue();
    }

    @Test
    void takesNoteOfNothingThatIsOver() {
        begin();
        race.failed("a", now);
        begin();
        assertThat(race.connected("a", now)).as("too late").isEmpty();
        race.failed("a", now);
        assertThat(begin()).isEmpty();
    }

    @Test
    void triesAnAddressOnceThatIsNamedTwice() {
        AddressRace<String> twice = new AddressRace<>(List.of("a", "a"));
        assertThat(twice.next(now)).contains("a");
        twice.failed("a", now);
        assertThat(twice.isLost()).isTrue();
    }
}
