package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Exchange;
import io.campanile.core.discipline.ClockState;
import io.campanile.core.message.Departure;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Stamps;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An exchange counts once its last stamp is known, or is known never to come. */
class LateStampsTest {

    private final LateStamps late = new LateStamps();

    /** The exchange of this sequence: 50 ns each way, 10 ns at the slave. */
    private static Exchange exchange(long sequence) {
        long t1 = 1_000 * sequence;
        return new Exchange(t1, t1 + 50, t1 + 60, t1 + 110);
    }

    private List<Exchange> add(long sequence, Stamps stamps, @Nullable Departure before) {
        Exchange exchange = exchange(sequence);
        Reading reading =
                new Reading(1, 1, sequence, 0, exchange.t2(), exchange.t3(), ClockState.INITIAL, stamps, before);
        return late.add(exchange, reading, true);
    }

    @Test
    void whatTheProgramStampedCountsAtOnce() {
        assertThat(add(1, Stamps.USER, null)).containsExactly(exchange(1));
        assertThat(add(2, Stamps.KERNEL_ARRIVAL, null)).containsExactly(exchange(2));
        assertThat(late.last()).isEqualTo(Stamps.USER);
    }

    @Test
    void anExchangeWaitsForTheStampThatTheNextReadingBrings() {
        assertThat(add(1, Stamps.KERNEL, null)).isEmpty();

        assertThat(add(2, Stamps.KERNEL, new Departure(1, 1_075)))
                .containsExactly(new Exchange(1_000, 1_050, 1_075, 1_110));
        assertThat(late.last()).isEqualTo(Stamps.KERNEL);
    }

    @Test
    void anExchangeWhoseStampDoesNotComeCountsAsItWas() {
        add(1, Stamps.KERNEL, null);
        assertThat(add(2, Stamps.KERNEL, null)).containsExactly(exchange(1));
        assertThat(late.last()).isEqualTo(Stamps.USER);

        assertThat(add(3, Stamps.USER, null)).containsExactly(exchange(2), exchange(3));
        assertThat(add(4, Stamps.USER, new Departure(3, 3_075))).containsExactly(exchange(4));
    }

    @Test
    void aStampOfAnotherReadingOrOneThatCannotBeIsNone() {
        add(1, Stamps.KERNEL, null);
        assertThat(add(3, Stamps.KERNEL, new Departure(2, 1_075))).containsExactly(exchange(1));
        assertThat(add(4, Stamps.KERNEL, new Departure(3, 3_059)))
                .as("before it was written")
                .containsExactly(exchange(3));
        assertThat(add(5, Stamps.KERNEL, new Departure(4, 4_161)))
                .as("longer at the slave than it was on its way")
                .containsExactly(exchange(4));
    }

    @Test
    void aCardsStampIsAsLateAsTheKernels() {
        assertThat(add(1, Stamps.HARDWARE, null)).isEmpty();

        assertThat(add(2, Stamps.KERNEL, new Departure(1, 1_075)))
                .containsExactly(new Exchange(1_000, 1_050, 1_075, 1_110));
        assertThat(late.last()).isEqualTo(Stamps.HARDWARE);
    }

    @Test
    void whatIsForgottenDoesNotComeBack() {
        add(1, Stamps.KERNEL, null);
        late.forget();

        assertThat(add(2, Stamps.USER, new Departure(1, 1_075))).containsExactly(exchange(2));
    }

    @Test
    void fourStampsAreTheKernelsOnlyIfTheProbesIsToo() {
        Exchange exchange = exchange(1);
        late.add(
                exchange,
                new Reading(1, 1, 1, 0, exchange.t2(), exchange.t3(), ClockState.INITIAL, Stamps.KERNEL, null),
                false);
        add(2, Stamps.KERNEL, new Departure(1, 1_075));

        assertThat(late.last()).isEqualTo(Stamps.USER);
    }
}
