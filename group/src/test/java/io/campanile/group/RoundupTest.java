package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.master.Memory;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundupTest {

    private static final Memory OWN = new Memory(7, 5);

    private static Roundup roundup(long epoch, String... silent) {
        Hello hello = new Hello("m2", Map.of(), new Memory(epoch, 5));
        return new Roundup(Map.of("m2", hello), Set.of(silent), 0);
    }

    @Test
    void othersGoOnWithoutAMemberThatKnowsOfAnEarlierLeader() {
        assertThat(roundup(8).goesOnWithout(OWN)).isTrue();
        assertThat(roundup(7).goesOnWithout(OWN)).as("nobody leads").isFalse();
        assertThat(roundup(6).goesOnWithout(OWN)).as("this one knows more").isFalse();
        assertThat(roundup(8, "m3").goesOnWithout(OWN))
                .as("the leader may be cut off from this member")
                .isFalse();
    }

    @Test
    void knowsTheLatestOfAll() {
        assertThat(roundup(8).latest(OWN)).isEqualTo(new Memory(8, 5));
        assertThat(roundup(6).latest(OWN)).isEqualTo(OWN);
    }
}
