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
        departures.sent(at -> told.add(name + " " + at));
    }

    @Test
    void tellsEachWhenItLeft() {
        send("a");
        departures.sent(null);
        send("c");

        departures.left(2, 30);
        departures.left(1, 20);
        departures.left(0, 10);
        departures.left(0, 11);

        assertThat(told).containsExactly("c 30", "a 10");
    }

    @Test
    void knowsNothingOfWhatWasNotSentOrWasLongAgo() {
        send("a");
        departures.left(1, 10);
        for (int i = 0; i < 1023; i++) {
            departures.sent(null);
        }
        departures.left(1024, 10);
        assertThat(told).isEmpty();
        departures.left(0, 10);
        assertThat(told).containsExactly("a 10");

        send("b");
        for (int i = 0; i < 1024; i++) {
            send("later");
        }
        departures.left(1024, 10);
        assertThat(told).as("its place is another's by now").containsExactly("a 10");
    }

    @Test
    void countsFromTheBeginningAfterARestart() {
        send("a");
        departures.restart();
        departures.left(0, 10);
        send("b");
        departures.left(0, 20);

        assertThat(told).containsExactly("b 20");
    }
}
