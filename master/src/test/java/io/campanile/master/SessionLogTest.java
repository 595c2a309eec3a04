package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.SessionConfig;
import io.campanile.core.session.SessionRecorder;
import io.campanile.core.session.VotingRight;
import io.campanile.master.Tally.Event;
import io.campanile.proto.socket.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is counted of a session, and how the slave is called in the log. */
class SessionLogTest {

    private static final long NOW = 1_000_000_000_000L;

    private final Tally tally = new Tally();
    private final MasterSession session = new MasterSession(SessionConfig.DEFAULT, () -> 0, SessionRecorder.NONE, NOW);
    private final AtomicReference<@Nullable SocketAddress> remote = new AtomicReference<>();
    private final LostSlaves lost = new LostSlaves(() -> NOW);
    private final SessionLog log = new SessionLog(tally, session, remote::get);

    @Test
    void followsASlaveToItsNewAddress() {
        assertThat(log.address()).isEqualTo("?");
        remote.set(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000));
        assertThat(log).hasToString("127.0.0.1:4000");
        remote.set(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4001));
        assertThat(log.address()).isEqualTo("127.0.0.1:4001");
        remote.set(null);
        assertThat(log.address()).as("the last one that is known").isEqualTo("127.0.0.1:4001");

        admit();

        assertThat(log).hasToString("a (127.0.0.1:4001)");
    }

    @Test
    void tellsFirstComersFromThoseWhoComeBack() {
        log.joined(hello(0), lost);
        log.joined(hello(7), lost);

        assertThat(tally.of(Event.JOINED)).isOne();
        assertThat(tally.of(Event.REJOINED)).isOne();
    }

    @Test
    void countsEachReadingAsAnExchangeOrAsAStray() {
        admit();
        session.startBurst(1, 1);
        session.departed(NOW);
        takeIn(NOW + 40_000);
        takeIn(NOW + 50_000);
        takeIn(NOW + 60_000);

        assertThat(tally.roundTrips().sumNanos()).isEqualTo(40_000);
        assertThat(tally.of(Event.STRAY_READING)).isEqualTo(2);
    }

    @Test
    void countsHowSessionsEnd() {
        log.left(new Goodbye(1, GoodbyeReason.SHUTDOWN, ""));
        log.lost();
        log.ended(new Goodbye(1, GoodbyeReason.IDLE, "no hello"));
        log.overflowed();

        assertThat(tally.of(Event.LEFT)).isOne();
        assertThat(tally.of(Event.LOST)).isOne();
        assertThat(tally.of(GoodbyeReason.IDLE)).isOne();
        assertThat(tally.of(GoodbyeReason.OVERFLOW)).isOne();
    }

    /** A partition shows as silence: nobody hears the master's goodbye. */
    @Test
    void countsASlaveAsLostThatFellSilentOrDoesNotRead() {
        log.joined(hello(0), lost);
        log.ended(new Goodbye(1, GoodbyeReason.IDLE, "no reading for 20 s"));
        assertThat(tally.of(Event.LOST)).isOne();
        log.overflowed();
        assertThat(tally.of(Event.LOST)).isEqualTo(2);
        log.ended(new Goodbye(1, GoodbyeReason.FLOOD, "too much"));
        log.ended(new Goodbye(1, GoodbyeReason.SUPERSEDED, ""));
        assertThat(tally.of(Event.LOST)).as("the master has sent these away").isEqualTo(2);
    }

    @Test
    void saysWhoIsLostAndWhy() {
        assertThat(lossesAfter(log::lost)).containsExactly("its connection broke");
        assertThat(lossesAfter(log::overflowed)).containsExactly("it did not read what it was sent");
        assertThat(lossesAfter(() -> log.ended(new Goodbye(1, GoodbyeReason.IDLE, "no reading for 10 s"))))
                .containsExactly("no reading for 10 s");
        assertThat(lossesAfter(() -> log.left(new Goodbye(1, GoodbyeReason.SHUTDOWN, ""))))
                .isEmpty();
    }

    @Test
    void losesNobodyWhomTheMasterSendsAwayOrWhoIsThereOtherwise() {
        assertThat(lossesAfter(() -> log.ended(new Goodbye(1, GoodbyeReason.SHUTDOWN, ""))))
                .isEmpty();
        assertThat(lossesAfter(() -> log.ended(new Goodbye(1, GoodbyeReason.SUPERSEDED, ""))))
                .isEmpty();
    }

    @Test
    void losesNobodyWhomNoRoundHasJudged() {
        log.joined(hello(0), lost);
        log.lost();
        assertThat(lost.besides(List.of())).isEmpty();
    }

    private List<String> lossesAfter(Runnable end) {
        admit();
        log.joined(hello(0), lost);
        log.judged(new SlaveStatus(
                "a",
                "10.0.0.1:1",
                Standing.MEMBER,
                null,
                null,
                null,
                null,
                NOW,
                Stamps.USER,
                Transport.TCP,
                null,
                null,
                null));
        end.run();
        return lost.besides(List.of()).stream()
                .map(slave -> Objects.requireNonNull(slave.loss()).why())
                .toList();
    }

    private static Hello hello(long lastEpoch) {
        return new Hello("a", 1, Message.PROTOCOL_VERSION, true, lastEpoch);
    }

    private void admit() {
        session.admit(5, "a", 1, VotingRight.granted(), NOW);
    }

    private void takeIn(long atNanos) {
        session.onMessage(new Reading(5, 1, 1, 0, NOW, NOW, ClockState.INITIAL), atNanos);
        log.reading();
    }
}
