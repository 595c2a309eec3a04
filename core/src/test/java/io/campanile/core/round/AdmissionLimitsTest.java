package io.campanile.core.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.round.Roster.Admitted;
import io.campanile.core.round.Roster.TurnedAway;
import io.campanile.core.session.VotingRight;
import io.campanile.core.session.VotingRight.Withheld;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdmissionLimitsTest {

    private static final Origin ONE = Origin.of("10.0.0.1", false);
    private static final Origin OTHER = Origin.of("10.0.0.2", false);
    private static final Origin LOOPBACK = Origin.of("127.0.0.1", true);

    private final Roster<Object> roster = roster(new AdmissionLimits(4, 2, false));
    private long instances;

    private static Roster<Object> roster(AdmissionLimits limits) {
        return new Roster<>(100, limits, new Epochs(7, 0), new SplittableRandom(5));
    }

    private static Hello hello(String name, long instance, boolean votes) {
        return new Hello(name, instance, Message.PROTOCOL_VERSION, votes, 0);
    }

    private Admitted<Object> admit(Hello hello, Origin origin, Object connection) {
        return (Admitted<Object>) roster.admit(hello, origin, connection);
    }

    private VotingRight join(String name, Origin origin, Object connection) {
        return admit(hello(name, instances++, true), origin, connection).right();
    }

    private List<VotingRight> joinMany(int count, Origin origin) {
        List<VotingRight> rights = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rights.add(join("a" + i, origin, new Object()));
        }
        return rights;
    }

    @Test
    void anAddressHasSoManyVotesAndTheOthersAreObservers() {
        List<VotingRight> rights = joinMany(4, ONE);
        assertThat(rights).extracting(VotingRight::isHeld).containsExactly(true, true, false, false);
        assertThat(rights.get(2).whyNot()).contains(Withheld.ADDRESS_HAS_ITS_VOTES);
        assertThat(join("b", OTHER, new Object()).isHeld()).isTrue();
    }

    /** As one does that the master's access list no longer lets vote: its old connection is still open then. */
    @Test
    void aSlaveThatComesBackAsAnObserverLosesItsVote() {
        VotingRight before = admit(hello("a", 50, true), ONE, new Object()).right();
        VotingRight after = admit(hello("a", 50, false), ONE, new Object()).right();
        assertThat(before.isHeld()).isTrue();
        assertThat(after.whyNot()).contains(Withheld.NOT_WANTED);
        assertThat(admit(hello("a", 50, true), ONE, new Object()).right().isHeld())
                .isTrue();
    }

    @Test
    void aSlaveThatWantsNoVoteTakesNone() {
        VotingRight observer = admit(hello("o", 900, false), ONE, new Object()).right();
        assertThat(observer.whyNot()).contains(Withheld.NOT_WANTED);
        assertThat(joinMany(2, ONE)).allMatch(VotingRight::isHeld);
    }

    @Test
    void anAddressHasSoManySessions() {
        joinMany(4, ONE);
        TurnedAway<Object> no = (TurnedAway<Object>) roster.admit(hello("b", 900, true), ONE, new Object());
        assertThat(no.reason()).isEqualTo(GoodbyeReason.FULL);
        assertThat(no.detail())
                .isEqualTo("the master has its 4 slaves of 10.0.0.1: raise the limit of slaves for an address there");
        assertThat(roster.size()).isEqualTo(4);
    }

    @Test
    void aFullAddressLetsItsOwnSlaveConnectAgain() {
        joinMany(3, ONE);
        Hello fourth = hello("z", 900, true);
        admit(fourth, ONE, new Object());
        assertThat(admit(fourth, ONE, new Object()).superseded()).isPresent();
    }

    @Test
    void loopbackIsNotLimitedUnlessAsked() {
        assertThat(joinMany(20, LOOPBACK)).allMatch(VotingRight::isHeld);
        Roster<Object> strict = roster(new AdmissionLimits(1, 0, true));
        Admitted<Object> first = (Admitted<Object>) strict.admit(hello("a", 1, true), LOOPBACK, new Object());
        assertThat(first.right().isHeld()).isFalse();
        assertThat(strict.admit(hello("a", 2, true), LOOPBACK, new Object())).isInstanceOf(TurnedAway.class);
    }

    @Test
    void aCertifiedNameHasOneVoteWhereverItComesFrom() {
        Origin here = ONE.certifiedAs("db");
        Origin there = LOOPBACK.certifiedAs("db");
        assertThat(join("x", here, new Object()).isHeld()).isTrue();
        assertThat(join("y", there, new Object()).whyNot()).contains(Withheld.NAME_HAS_ITS_VOTE);
        assertThat(join("z", ONE.certifiedAs("web"), new Object()).isHeld()).isTrue();
    }

    @Test
    void certificatesTakeNoVotesFromTheirAddress() {
        join("x", ONE.certifiedAs("db"), new Object());
        assertThat(joinMany(2, ONE)).allMatch(VotingRight::isHeld);
    }

    @Test
    void aVoteThatIsGivenUpGoesToWhoHasWaitedForTheLongest() {
        Object leaving = new Object();
        join("first", ONE, leaving);
        join("second", ONE, new Object());
        VotingRight third = join("third", ONE, new Object());
        VotingRight fourth = join("fourth", ONE, new Object());
        roster.leave("first", leaving);
        assertThat(third.isHeld()).isTrue();
        assertThat(fourth.isHeld()).isFalse();
    }

    @Test
    void whoLeavesWithoutAVoteLeavesTheQueue() {
        joinMany(1, ONE);
        Object voter = new Object();
        join("voter", ONE, voter);
        Object waiting = new Object();
        join("waiting", ONE, waiting);
        VotingRight last = join("last", ONE, new Object());
        roster.leave("waiting", waiting);
        roster.leave("voter", voter);
        assertThat(last.isHeld()).isTrue();
    }

    @Test
    void aSlaveThatConnectsAgainKeepsItsVote() {
        Hello hello = hello("a", 900, true);
        admit(hello, ONE, new Object());
        joinMany(2, ONE);
        assertThat(admit(hello, ONE, new Object()).right().isHeld()).isTrue();
    }

    @Test
    void aSlaveThatMovesToAnotherAddressGivesItsVoteUp() {
        Hello hello = hello("a", 900, true);
        admit(hello, ONE, new Object());
        List<VotingRight> others = joinMany(2, ONE);
        assertThat(others).extracting(VotingRight::isHeld).containsExactly(true, false);
        admit(hello, OTHER, new Object());
        assertThat(others).allMatch(VotingRight::isHeld);
    }

    @Test
    void nobodyTakesThePlaceOfASlaveWithoutItsCertificate() {
        Hello hello = hello("db", 900, true);
        admit(hello, ONE.certifiedAs("db"), new Object());
        assertThat(admit(hello, OTHER, new Object()).superseded()).isEmpty();
        assertThat(admit(hello, OTHER.certifiedAs("web"), new Object()).superseded())
                .isEmpty();
    }

    @Test
    void limitsHaveRanges() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdmissionLimits(0, 1, false))
                .withMessage("the limit of slaves of one address is 0; choose 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdmissionLimits(1, -1, false))
                .withMessage("the limit of votes of one address is -1; choose 0 or more");
    }
}
