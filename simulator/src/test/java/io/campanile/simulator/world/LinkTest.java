package io.campanile.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final Delay DELAY = new Delay(1_000, Jitter.parse("exp:1us"));

    private final VirtualTime time = new VirtualTime(0);
    private final List<Integer> arrived = new ArrayList<>();

    private Link link(double loss, double repeats) {
        return new Link(time, new SplittableRandom(7), DELAY, loss, repeats);
    }

    private void send(Link link, int packets) {
        for (int i = 0; i < packets; i++) {
            int number = i;
            link.send(() -> arrived.add(number));
        }
        time.run(time.now() + 1_000_000, () -> {});
    }

    @Test
    void packetsOvertakeEachOther() {
        send(link(0, 0), 1_000);
        assertThat(arrived)
                .hasSize(1_000)
                .isNotEqualTo(arrived.stream().sorted().toList());
    }

    @Test
    void losesAndRepeatsAsManyAsItShould() {
        send(link(0.3, 0), 20_000);
        assertThat(arrived.size()).isBetween(13_700, 14_300);
        arrived.clear();
        send(link(0, 0.1), 20_000);
        assertThat(arrived.size()).isBetween(21_700, 22_300);
    }

    @Test
    void nothingComesBeforeWhatMustBeFirst() {
        var link = link(0, 0);
        for (int turn = 0; turn < 100; turn++) {
            arrived.clear();
            link.sendFirst(() -> arrived.add(-1));
            send(link, 10);
            assertThat(arrived).hasSize(11).startsWith(-1);
        }
    }

    @Test
    void nothingGetsThroughUntilEveryCutIsMended() {
        var link = link(0, 0);
        link.cut();
        link.cut();
        link.mend();
        send(link, 10);
        link.sendFirst(() -> arrived.add(-1));
        assertThat(arrived).isEmpty();
        link.mend();
        send(link, 10);
        assertThat(arrived).hasSize(10);
    }

    @Test
    void congestionDelays() {
        var link = link(0, 0);
        link.congest(50_000_000);
        send(link, 100);
        assertThat(arrived.size()).isLessThan(20);
        time.run(time.now() + 10_000_000_000L, () -> {});
        assertThat(arrived).hasSize(100);
    }
}
