package io.campanile.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime(1_000);
    private final List<String> happened = new ArrayList<>();

    @Test
    void eventsHappenInTheirOrderAndThoseOfOneMomentAsTheyWerePlanned() {
        time.at(3_000, () -> happened.add("late"));
        time.at(2_000, () -> happened.add("first"));
        time.at(2_000, () -> happened.add("second"));
        time.run(3_000, () -> happened.add("@" + time.now()));
        assertThat(happened).containsExactly("first", "@2000", "second", "@2000", "late", "@3000");
    }

    @Test
    void anEventMayPlanOthersAndWhatIsOverdueHappensNext() {
        time.at(2_000, () -> {
            time.at(1_500, () -> happened.add("overdue at " + time.now()));
            time.at(9_000, () -> happened.add("never"));
        });
        time.run(5_000, () -> {});
        assertThat(happened).containsExactly("overdue at 2000");
        assertThat(time.now()).isEqualTo(5_000);
    }
}
