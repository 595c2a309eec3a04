package io.campanile.examples.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.examples.LocalMaster;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OrderedEventsTest {

    @Test
    void areInTheWrongOrderByLocalTimeAndInTheRightOneByHybridTime() throws Exception {
        List<Event> happened;
        try (LocalMaster master = new LocalMaster()) {
            happened = OrderedEvents.run(master.address());
        }

        assertThat(OrderedEvents.sorted(happened, Comparator.comparing(Event::local)))
                .extracting(Event::what)
                .containsExactly("shipped", "paid", "placed");
        assertThat(OrderedEvents.sorted(happened, Comparator.comparing(Event::stamp)))
                .extracting(Event::what)
                .containsExactly("placed", "paid", "shipped");
    }
}
