package io.campanile.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each stamp goes to whoever wants it, once. */
class DeparturesTest {

    private final Departures departures = new Departures();
    private final List<String> told = new ArrayList<>();

    private void send(String name) {
        departures.sent(at -> told.add(name + " " + at), 5);
    }

    @Test
    void tellsEachWhenItLeft() {
        send("a");
        departures.sent(null, 5);
        send("c");

        departures.left(2, 30, true);
        departures.left(1, 20, true);
        departures.left(0, 10, true);
        departures.left(0, 11, true);

        assertThat(told).containsExactly("c 30", "a 10");
    }

    @Test
    void knowsNothingOfWhatWasNotSentOrWasLongAgo() {
        send("a");
        departures.left(1, 10, true);
        for (int i = 0; i < 1023; i++) {
            departures.sent(null, 5);
        }
        departures.left(1024, 10, true);
        assertThat(told).isEmpty();
        departures.left(0, 10, true);
        assertThat(told).containsExactly("a 10");

        send("b");
        for (int i = 0; i < 1024; i++) {
            send("later");
        }
        departures.left(1024, 10, true);
        assertThat(told).as("its place is another's by now").containsExactly("a 10");
    }

    @Test
    void countsFromTheBeginningAfterARestart() {
        send("a");
        departures.restart();
        departures.left(0, 10, true);
        send("b");
        departures.left(0, 20, true);

        assertThat(told).containsExactly("b 20");
    }

    @Test
    void tellsWhatTheKernelKnowsAndThenWhatTheCardKnowsBetter() {
        send("a");
        assertThat(departures.soonestNanos(0)).isEqualTo(5);

        departures.left(0, 10, false);
        assertThat(departures.soonestNanos(0)).isEqualTo(10);
        departures.left(0, 12, true);
        departures.left(0, 13, true);

        assertThat(told).containsExactly("a 10", "a 12");
        assertThat(departures.soonestNanos(0)).isEqualTo(Departures.NOBODY);
        assertThat(departures.soonestNanos(1)).isEqualTo(Departures.NOBODY);
    }
}
