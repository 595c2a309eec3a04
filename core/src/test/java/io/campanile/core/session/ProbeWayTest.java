package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Probes go as datagrams as long as those are answered, and no round is silent since they are not. */
class ProbeWayTest {

    private static final int PROBES = 4;

    private final ProbeWay way = new ProbeWay();

    /** How many probes of a burst went as datagrams, and over the connection. */
    private record Sent(int datagrams, int overTheConnection) {}

    /** A burst, as a session makes one: the next probe goes when the last is answered. */
    private Sent burst(boolean datagramsGetThrough) {
        int all = way.startBurst(PROBES);
        int datagrams = 0;
        for (int i = 1; i <= all; i++) {
            way.next(i == all);
            datagrams += way.isByDatagram() ? 1 : 0;
            if (way.isByDatagram() && !datagramsGetThrough) {
                return new Sent(datagrams, i - datagrams);
            }
            way.answered();
        }
        return new Sent(datagrams, all - datagrams);
    }

    /** A round, with the burst that begins again if nothing answers. */
    private Sent round(boolean datagramsGetThrough) {
        Sent first = burst(datagramsGetThrough);
        if (!way.isWaiting()) {
            return first;
        }
        Sent again = burst(datagramsGetThrough);
        return new Sent(first.datagrams + again.datagrams, first.overTheConnection + again.overTheConnection);
    }

    @Test
    void allGoOverTheConnectionWhileThereIsNoOtherWay() {
        assertThat(round(true)).isEqualTo(new Sent(0, PROBES));
        assertThat(way.isGood()).isFalse();
    }

    @Test
    void aWayIsTriedWithOneMoreProbeBeforeItIsTaken() {
        way.opened();
        assertThat(round(true)).isEqualTo(new Sent(1, PROBES));
        assertThat(way.isGood()).isTrue();
        assertThat(round(true)).isEqualTo(new Sent(PROBES, 0));
    }

    @Test
    void aWayThatNeverWorksCostsOneProbeNowAndThen() {
        way.opened();
        int tries = 0;
        for (int i = 0; i < 1_000; i++) {
            Sent sent = round(false);
            assertThat(sent.overTheConnection).isEqualTo(PROBES);
            tries += sent.datagrams;
        }
        assertThat(tries).isBetween(10, 25);
    }

    @Test
    void noRoundIsSilentWhenDatagramsAreLostAllOfASudden() {
        way.opened();
        round(true);
        round(true);
        Sent sent = round(false);
        assertThat(sent).isEqualTo(new Sent(1, PROBES));
        assertThat(way.isGood()).isFalse();
    }

    @Test
    void aBurstOfWhichSomeWereAnsweredIsNoReasonToLeave() {
        way.opened();
        round(true);
        way.startBurst(PROBES);
        way.next(false);
        way.answered();
        way.next(false);
        assertThat(way.isWaiting()).isFalse();
        assertThat(round(true)).isEqualTo(new Sent(PROBES, 0));
    }

    @Test
    void datagramsAreTakenAgainOnceTheyGetThrough() {
        way.opened();
        round(true);
        for (int i = 0; i < 500; i++) {
            round(false);
        }
        int rounds = 0;
        while (!way.isGood()) {
            round(true);
            rounds++;
        }
        assertThat(rounds).isLessThanOrEqualTo(ProbeWay.LONGEST_PAUSE + 1);
    }

    @Test
    void afterAnHourOfGoodServiceOneLossIsForgivenAtOnce() {
        way.opened();
        for (int i = 0; i < 200; i++) {
            round(false);
        }
        for (int i = 0; i < 200; i++) {
            round(true);
        }
        assertThat(way.isGood()).isTrue();
        List<Sent> after = new ArrayList<>();
        round(false);
        for (int i = 0; i < 2; i++) {
            after.add(round(true));
        }
        assertThat(after).containsExactly(new Sent(1, PROBES), new Sent(PROBES, 0));
    }

    @Test
    void aSlaveThatIsElsewhereIsTriedAtOnce() {
        way.opened();
        for (int i = 0; i < 100; i++) {
            round(false);
        }
        way.opened();
        assertThat(round(true)).isEqualTo(new Sent(1, PROBES));
        assertThat(way.isGood()).isTrue();
    }

    @Test
    void aWayThatIsGoneIsLeftAtOnce() {
        way.opened();
        round(true);
        way.closed();
        assertThat(way.isGood()).isFalse();
        assertThat(round(true)).isEqualTo(new Sent(0, PROBES));
    }

    @Test
    void anAnswerThatIsLateShowsThatNothingWasLost() {
        way.opened();
        round(true);
        round(false);
        way.late();
        assertThat(way.isGood()).isTrue();
        assertThat(round(true)).isEqualTo(new Sent(PROBES, 0));
    }

    @Test
    void aWayOnWhichAllAnswersAreLateIsLeft() {
        way.opened();
        round(true);
        for (int i = 0; i <= ProbeWay.MOST_LATE; i++) {
            round(false);
            way.late();
        }
        assertThat(way.isGood()).isFalse();
    }

    @Test
    void waitsForATenthOfARoundAtMostUnlessRoundsAreShort() {
        assertThat(ProbeWay.waitNanos(1_000_000_000)).isBetween(25_000_000L, 100_000_000L);
        assertThat(ProbeWay.waitNanos(100_000_000)).isEqualTo(25_000_000);
        assertThat(ProbeWay.waitNanos(10_000_000)).isLessThan(5_000_000);
        assertThat(ProbeWay.waitNanos(3_600_000_000_000L)).isEqualTo(250_000_000);
    }
}
