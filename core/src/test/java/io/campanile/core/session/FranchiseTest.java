package io.campanile.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.ensemble.Suffrage;
import io.campanile.core.ensemble.Verdict;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import io.campanile.core.session.VotingRight.Withheld;
import org.junit.jupiter.api.Test;

/** How a slave earns its vote and loses it. */
class FranchiseTest {

    private final Franchise franchise = new Franchise(VotingRight.granted());

    @Test
    void votesAfterEightCleanRounds() {
        assertThat(franchise.standing()).isEqualTo(Standing.JOINING);
        for (int i = 1; i <= 7; i++) {
            franchise.judged(Decisions.CLEAN);
            assertThat(franchise.standing()).as("after clean round " + i).isEqualTo(Standing.PROBATION);
            assertThat(franchise.cleanRounds()).isEqualTo(i);
        }

        franchise.judged(Decisions.CLEAN);

        assertThat(franchise.standing()).isEqualTo(Standing.MEMBER);
        assertThat(franchise.isElector()).isTrue();
    }

    @Test
    void startsItsProbationAnewAfterARejection() {
        rounds(7, Decisions.CLEAN);
        franchise.judged(Decisions.SILENT);
        assertThat(franchise.standing()).isEqualTo(Standing.REJECTED);
        assertThat(franchise.cleanRounds()).isZero();

        rounds(7, Decisions.CLEAN);
        assertThat(franchise.standing()).isEqualTo(Standing.PROBATION);

        franchise.judged(Decisions.CLEAN);
        assertThat(franchise.standing()).isEqualTo(Standing.MEMBER);
    }

    @Test
    void votesAtOnceWhenItTookPartInTheColdStart() {
        franchise.judged(Decisions.FOUNDER);

        assertThat(franchise.standing()).isEqualTo(Standing.MEMBER);
    }

    @Test
    void losesItsVoteWhenItsClockJumped() {
        franchise.judged(Decisions.FOUNDER);
        franchise.judged(Decisions.JUMPED);
        assertThat(franchise.standing()).isEqualTo(Standing.REJECTED);
        assertThat(franchise.isElector()).isFalse();

        franchise.judged(Decisions.CLEAN);
        assertThat(franchise.standing()).isEqualTo(Standing.PROBATION);
    }

    @Test
    void keepsItsVoteWhenItWasOnlySilent() {
        franchise.judged(Decisions.FOUNDER);
        franchise.judged(Decisions.SILENT);
        assertThat(franchise.isElector()).isTrue();

        franchise.judged(Decisions.CLEAN);
        assertThat(franchise.standing()).isEqualTo(Standing.MEMBER);
    }

    @Test
    void neverVotesAsAnObserver() {
        Franchise observer = new Franchise(VotingRight.withheld(Withheld.NOT_WANTED));
        for (int i = 0; i < 20; i++) {
            observer.judged(Decisions.CLEAN);
        }
        assertThat(observer.standing()).isEqualTo(Standing.OBSERVER);

        observer.judged(Decisions.FOUNDER);
        assertThat(observer.standing()).isEqualTo(Standing.OBSERVER);
        assertThat(observer.isElector()).isFalse();
        assertThat(observer.votes()).isFalse();
    }

    @Test
    void remembersWhyTheLastRoundLeftItOutUntilItIsCleanAgain() {
        assertThat(franchise.rejection()).isNull();

        franchise.judged(Decisions.rejected(true, Suffrage.KEPT, RejectionReason.OUTSIDE_MAJORITY));
        assertThat(franchise.rejection()).isEqualTo(RejectionReason.OUTSIDE_MAJORITY);

        franchise.judged(Decisions.CLEAN);
        assertThat(franchise.rejection()).isNull();
    }

    private void rounds(int count, Verdict verdict) {
        for (int i = 0; i < count; i++) {
            franchise.judged(verdict);
        }
    }

    @Test
    void votesOnceItGetsTheRightThatItHasWaitedFor() {
        VotingRight right = VotingRight.withheld(Withheld.ADDRESS_HAS_ITS_VOTES);
        Franchise waiting = new Franchise(right);
        for (int i = 0; i < 10; i++) {
            waiting.judged(Decisions.CLEAN);
        }
        assertThat(waiting.standing()).isEqualTo(Standing.OBSERVER);
        assertThat(waiting.right().whyNot()).contains(Withheld.ADDRESS_HAS_ITS_VOTES);

        right.grant();
        assertThat(waiting.standing()).isEqualTo(Standing.PROBATION);
        waiting.roundCloses();
        waiting.judged(Decisions.CLEAN);
        assertThat(waiting.standing()).isEqualTo(Standing.MEMBER);
    }

    @Test
    void countsARightThatItGetsWithinARoundFromTheNextOneOn() {
        VotingRight right = VotingRight.withheld(Withheld.ADDRESS_HAS_ITS_VOTES);
        Franchise waiting = new Franchise(right);
        for (int i = 0; i < 10; i++) {
            waiting.judged(Decisions.CLEAN);
        }
        waiting.roundCloses();

        right.grant();
        waiting.judged(Decisions.CLEAN);

        assertThat(waiting.isElector()).isFalse();
        waiting.roundCloses();
        assertThat(waiting.votes()).isTrue();
        waiting.judged(Decisions.CLEAN);
        assertThat(waiting.isElector()).isTrue();
    }
}
