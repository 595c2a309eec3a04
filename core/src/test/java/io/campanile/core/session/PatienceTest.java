package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.filter.FilterLimits;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final long SECOND = 1_000_000_000L;

    private final Patience patience = new Patience(SessionConfig.DEFAULT, 0);

    @Test
    void waitsFiveSecondsForAHelloAndForTheFirstReading() {
        assertThat(patience.complaint(5 * SECOND)).isEmpty();
        assertThat(patience.complaint(5 * SECOND + 1)).contains("no hello for 5 s");
        patience.admitted(6 * SECOND);
        assertThat(patience.complaint(11 * SECOND)).isEmpty();
        assertThat(patience.complaint(11 * SECOND + 1)).contains("no reading that answers a probe for 5 s");
    }

    @Test
    void waitsTheIdleTimeForTheNextReading() {
        patience.admitted(0);
        assertThat(patience.isProven()).isFalse();
        patience.answered(SECOND);
        assertThat(patience.isProven()).isTrue();
        assertThat(patience.complaint(11 * SECOND)).isEmpty();
        assertThat(patience.complaint(11 * SECOND + 1)).contains("no reading that answers a probe for 10 s");
    }

    @Test
    void bearsAFewHellos() {
        Hello hello = new Hello("a", 42, Message.PROTOCOL_VERSION, true, 0);
        for (int i = 0; i < Patience.MOST_HELLOS; i++) {
            assertThat(patience.hello(hello)).isEmpty();
        }
        assertThat(patience.hello(hello))
                .hasValueSatisfying(no -> assertThat(no.reason()).isEqualTo(GoodbyeReason.FLOOD));
    }

    @Test
    void bearsTheReadingsThatAreUnderWayWhileASlaveIsHeldUp() {
        int once = bornAtOnce();
        assertThat(once).isEqualTo(64 + 2 * 10);

        patience.probed();
        assertThat(bornAtOnce())
                .as("in each direction, one twice, and one late")
                .isLessThanOrEqualTo(4);
    }

    @Test
    void savesNothingUpForAFlood() {
        for (int i = 0; i < 100_000; i++) {
            patience.probed();
        }
        assertThat(bornAtOnce()).isEqualTo(64 + 2 * 10);
    }

    @Test
    void bearsMoreWhereRoundsAreShort() {
        SessionConfig brief = new SessionConfig(SECOND / 100, 10 * SECOND, FilterLimits.DEFAULT);
        assertThat(brief.backlog()).isEqualTo(64 + 2 * 1000);
        assertThat(SessionConfig.backlog(SECOND / 100, Long.MAX_VALUE)).isEqualTo(10_000);
    }

    private int bornAtOnce() {
        int born = 0;
        while (patience.stray().isEmpty()) {
            born++;
        }
        return born;
    }
}
