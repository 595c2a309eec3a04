package io.campanile.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Which network card stamps, and why none does. */
class CardTest {

    private final FakeCards cards = new FakeCards();

    @Test
    void takesTheOneThatStampsAlready() throws Exception {
        cards.with("docker0", -1, false).with("eth0", 2, true);

        Card.of(cards).open();

        assertThat(cards.set).isEmpty();
    }

    @Test
    void hasAllInterfacesOfItsClockStampWhenItMay() throws Exception {
        cards.with("eth0", 0, true).with("eth0.7", 0, false).mayBeSet = true;
        Card card = Card.of(cards);
        assertThat(cards.set).as("nothing is set before it is used").isEmpty();

        card.open();

        assertThat(cards.set).containsExactly("eth0.7");
    }

    @Test
    void refusesAMachineWithoutOne() {
        cards.with("docker0", -1, false);

        assertThatThrownBy(() -> Card.of(cards))
                .isInstanceOf(IOException.class)
                .hasMessage("no network interface that is up stamps all datagrams by a clock of its own");
    }

    @Test
    void refusesTwoWhoseStampsLookTheSame() {
        cards.with("eth0", 0, true).with("eth1", 1, true).with("eth2", 1, true);

        assertThatThrownBy(() -> Card.of(cards))
                .hasMessage(
                        "there is more than one network card with a clock (eth0; eth1, eth2), and stamps do not say of which"
                                + " they are: take all but one down");
    }

    @Test
    void saysWhoCanHaveItStamp() {
        cards.with("eth0", 0, false);

        assertThatThrownBy(() -> Card.of(cards))
                .hasMessage(
                        "eth0 does not stamp all datagrams, and this process may not have it do so: give it CAP_NET_ADMIN,"
                                + " or run hwstamp_ctl -i eth0 -t 1 -r 1");
    }

    @Test
    void saysThatTheDriverDoesNot() throws Exception {
        cards.with("eth0", 0, false).mayBeSet = true;
        cards.error = 34;
        Card card = Card.of(cards);

        assertThatThrownBy(card::open).hasMessage("eth0 cannot stamp all datagrams: its driver gives error number 34");
    }

    @Test
    void saysThatItsClockCannotBeRead() {
        cards.with("eth0", 11, true);

        assertThatThrownBy(() -> Card.of(cards))
                .hasMessageContaining("/dev/ptp11")
                .hasMessageContaining("right");
    }

    /** Whatever this machine has, asking the kernel for it ends in an answer. */
    @Test
    void thisMachineHasOneOrSaysWhyNot() throws Exception {
        assumeThat(new LinuxSockets().objection())
                .as("why there are no stamps here")
                .isEmpty();
        LinuxCards real = new LinuxCards();
        assertThat(real.clockOf("lo")).isEqualTo(-1);
        assertThat(real.stampsAll("lo")).isFalse();
        assertThat(real.interfaces()).doesNotContain("lo");

        assertThat(new LinuxSockets(real).objectionToCards().orElse("it has one"))
                .isNotBlank();
    }
}
