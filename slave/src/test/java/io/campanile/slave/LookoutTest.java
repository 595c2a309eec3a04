package io.campanile.slave;

import static io.campanile.clock.TestCorrections.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.discipline.Correction;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.message.Question;
import io.campanile.core.message.Testimony;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two masters that a slave was given, of which it follows the first, in virtual time. */
class LookoutTest {

    private static final long EPOCH = 5;
    private static final InetSocketAddress M1 = InetSocketAddress.createUnresolved("m1", 8080);
    private static final InetSocketAddress M2 = InetSocketAddress.createUnresolved("m2", 8080);
    private static final InetSocketAddress M3 = InetSocketAddress.createUnresolved("m3", 8080);

    private long now = 1_000 * SECOND;
    private final EmbeddedChannel timer = new EmbeddedChannel();
    private final DisciplinedClock clock = new DisciplinedClock(() -> now, DisciplineLimits.DEFAULT);
    private final SearchLog search = new SearchLog(clock.local());
    private final Witnesses witnesses = new Witnesses(List.of(M1, M2), new Asked(), timer.eventLoop(), clock.local());
    private final Lookout lookout = new Lookout(witnesses, clock, timer.eventLoop(), search);
    private final Witnesses three = new Witnesses(List.of(M1, M2, M3), new Asked(), timer.eventLoop(), clock.local());
    private final Lookout besides = new Lookout(three, clock, timer.eventLoop(), search);
    private long epochOfTheOther = EPOCH;
    private int questions;

    /** The other masters: they answer at once. */
    private final class Asked implements Dialer {

        @Override
        public ChannelFuture dial(InetSocketAddress master, ChannelHandler handler) {
            assertThat(master).isNotEqualTo(M1);
            EmbeddedChannel connection = new EmbeddedChannel(handler);
            MasterEnd end = new MasterEnd(connection);
            assertThat(end.receive()).isInstanceOf(Question.class);
            questions++;
            // As soon as whoever dialled listens.
            timer.eventLoop().execute(() -> end.send(new Testimony(now, SECOND, epochOfTheOther)));
            return connection.newSucceededFuture();
        }
    }

    @AfterEach
    void close() {
        lookout.followsNobody(false);
        besides.followsNobody(false);
        timer.finishAndReleaseAll();
    }

    private void passes(long seconds) {
        for (long second = 0; second < seconds; second++) {
            now += SECOND;
            timer.advanceTimeBy(1, TimeUnit.SECONDS);
            timer.runScheduledPendingTasks();
            timer.runPendingTasks();
        }
    }

    private void follow() {
        follow(lookout);
    }

    private void follow(Lookout by) {
        clock.correct(correction());
        by.follows(M1);
    }

    private Correction correction() {
        long base = clock.state(now).mapping().version();
        return new Correction(EPOCH, base + 1, base, now, 0, 0, SECOND, 1, 60 * SECOND, 120 * SECOND);
    }

    @Test
    void saysThatTheOtherMasterKeepsAnotherTime() {
        epochOfTheOther = 9;
        follow();
        passes(80);
        assertThat(search.now().secondMaster())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("the master at m2:8080 keeps another time than the one at m1:8080", "one group"));

        epochOfTheOther = EPOCH;
        passes(1_800);
        assertThat(search.now().secondMaster()).as("it has joined").isEmpty();
    }

    @Test
    void asksSeldomAMemberOfTheSameGroupAndSaysNothing() {
        follow();
        passes(3_600);
        assertThat(questions).isBetween(2, 5);
        assertThat(search.now().secondMaster()).isEmpty();
    }

    /** All slaves of a group change their master together, and would all ask within a minute. */
    @Test
    void asksNoSoonerBecauseAnotherMasterLeadsUnlessThereWasARival() {
        follow();
        passes(80);
        assertThat(questions).isEqualTo(1);
        lookout.followsNobody(true);
        follow();
        passes(600);
        assertThat(questions).isEqualTo(1);

        epochOfTheOther = 9;
        passes(1_800);
        assertThat(search.now().secondMaster()).isPresent();
        lookout.followsNobody(true);
        follow();
        passes(80);
        assertThat(search.now().secondMaster()).isPresent();
    }

    /** Of three masters, both others are asked before the first correction is obeyed. */
    @Test
    void doesNotAskThoseWhoHaveSaidItAlready() {
        follow(besides);
        hold();
        assertThat(questions).isEqualTo(2);
        passes(80);
        assertThat(questions).as("nobody is asked again").isEqualTo(2);
    }

    @Test
    void asksAgainThoseWhoHaveSaidThatTheyKeepAnotherTime() {
        epochOfTheOther = 9;
        follow(besides);
        hold();
        passes(80);
        assertThat(questions).isEqualTo(4);
        assertThat(search.now().secondMaster()).isPresent();
    }

    /** What they said while the slave followed another master is not of this one's epoch. */
    @Test
    void asksThoseWhoHaveSaidItToAnotherMastersSlave() {
        hold();
        follow(besides);
        passes(80);
        assertThat(questions).isEqualTo(4);
    }

    /** A session asks about a correction. */
    private void hold() {
        Witnesses.Bench bench = three.besides(M1);
        Scrutiny scrutiny = bench.scrutiny();
        assertThat(scrutiny.holds(correction(), clock.state(now), now)).isTrue();
        bench.ask(scrutiny.inquiry().orElseThrow(), () -> {});
        timer.runPendingTasks();
    }

    @Test
    void forgetsWhatItHasFoundWithTheMasterThatItFollows() {
        epochOfTheOther = 9;
        follow();
        passes(80);
        lookout.followsNobody(true);
        assertThat(search.now().secondMaster()).isEmpty();
        int before = questions;
        passes(3_600);
        assertThat(questions).isEqualTo(before);
    }
}
