package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.round.Reception.Answer;
import org.junit.jupiter.api.Test;

/** What a slave is told that says hello. */
class ReceptionTest {

    private static final long NOW = 7_000_000_000L;

    private final Reception<String, String> reception =
            new Reception<>(WaitingRoom.CAPACITY, name -> Long.parseLong(name.substring(1)));

    @Test
    void slavesWaitWhileNobodyLeadsAndAreLetInWhenATermOpens() {
        assertThat(reception.ask("a1", 0, NOW)).isEqualTo(new Answer.Stay<>());
        assertThat(reception.ask("a2", 0, NOW)).isEqualTo(new Answer.Stay<>());
        reception.leave("a1");
        assertThat(reception.open()).containsExactly("a2");
        assertThat(reception.ask("a2", 0, NOW)).isEqualTo(new Answer.Enter<>());
    }

    @Test
    void slavesAreSentOnToTheLeader() {
        reception.ask("a1", 0, NOW);
        assertThat(reception.close("m2")).containsExactly("a1");
        assertThat(reception.ask("a1", 0, NOW)).isEqualTo(new Answer.SendOn<>("m2"));
    }

    @Test
    void whoHearsNothingOfTheLeaderWaitsUntilANewerOneLeads() {
        reception.close("m2");
        assertThat(reception.ask("a1", 2, NOW)).isEqualTo(new Answer.Stay<>());
        assertThat(reception.ask("a2", 1, NOW)).isEqualTo(new Answer.SendOn<>("m2"));
        assertThat(reception.close("m3")).containsExactly("a1");
        assertThat(reception.ask("a1", 2, NOW)).isEqualTo(new Answer.SendOn<>("m3"));
    }

    @Test
    void slavesOfATermThatIsClosedAreSentOnOrToldGoodbye() {
        reception.open();
        reception.close("m2");
        assertThat(reception.dismissal()).isEqualTo(new Answer.SendOn<>("m2"));
        assertThat(reception.close(null)).isEmpty();
        assertThat(reception.dismissal())
                .isInstanceOfSatisfying(
                        Answer.TurnAway.class, no -> assertThat(no.reason()).isEqualTo(GoodbyeReason.SHUTDOWN));
    }

    @Test
    void nobodyWaitsForLongerThanTheyWouldWaitForAnAnswer() {
        reception.ask("a1", 0, NOW);
        assertThat(reception.overdue(NOW + WaitingRoom.PATIENCE_NANOS)).containsExactly("a1");
        assertThat(reception.overdue()).isInstanceOf(Answer.TurnAway.class);
        assertThat(reception.open()).isEmpty();
    }

    @Test
    void whoFindsNoRoomToWaitInIsTurnedAway() {
        for (int i = 0; i < WaitingRoom.CAPACITY; i++) {
            reception.ask("a" + i, 0, NOW);
        }
        assertThat(reception.ask("late", 0, NOW))
                .isInstanceOfSatisfying(
                        Answer.TurnAway.class, no -> assertThat(no.reason()).isEqualTo(GoodbyeReason.FULL));
    }
}
