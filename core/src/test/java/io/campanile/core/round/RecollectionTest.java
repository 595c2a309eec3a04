package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.round.Recollection.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** When the number of clocks that agree is written down. */
class RecollectionTest {

    private final List<Integer> written = new ArrayList<>();

    private List<Integer> writtenOf(int remembered, int... electors) {
        Recollection recollection = new Recollection(remembered);
        for (int number : electors) {
            recollection.note(number).electors().ifPresent(written::add);
        }
        return written;
    }

    @Test
    void theFirstNumberHasToBeRememberedBeforeAnybodyIsCorrected() {
        Recollection recollection = new Recollection(0);

        assertThat(recollection.note(0)).isEqualTo(new Entry(OptionalInt.empty(), false));
        assertThat(recollection.note(3)).isEqualTo(new Entry(OptionalInt.of(3), true));
        assertThat(recollection.note(4)).isEqualTo(new Entry(OptionalInt.of(4), false));
        assertThat(new Recollection(3).note(4)).isEqualTo(new Entry(OptionalInt.of(4), false));
    }

    @Test
    void everyChangeOfASmallClusterIsWrittenOnce() {
        assertThat(writtenOf(0, 0, 1, 2, 2, 3)).containsExactly(1, 2, 3);
    }

    @Test
    void fewWhoComeAndGoInALargeOneAreNot() {
        assertThat(writtenOf(1000, 1001, 950, 1090, 1101, 1100)).containsExactly(1101);
    }

    @Test
    void nobodyIsNoNumberToRemember() {
        assertThat(writtenOf(5, 0)).isEmpty();
    }
}
