package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.campanile.core.ensemble.Finding;
import io.campanile.core.ensemble.Rejection;
import io.campanile.core.ensemble.RoundReport;
import io.campanile.core.ensemble.UtcReport;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.proto.socket.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RoundLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(RoundLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RoundLog roundLog = new RoundLog(MasterStatus.beforeTheFirstRound(1, 4));

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private void note(long number, Finding finding, Rejection... rejections) {
        noteAt(0, number, finding, rejections);
    }

    private void noteAt(long atNanos, long number, Finding finding, Rejection... rejections) {
        List<SlaveStatus> slaves = Arrays.stream(rejections)
                .map(r -> new SlaveStatus(
                        r.slave(),
                        "10.0.0.1:1",
                        Standing.REJECTED,
                        null,
                        null,
                        null,
                        null,
                        0,
                        Stamps.USER,
                        Transport.TCP,
                        r,
                        null,
                        null))
                .toList();
        RoundReport report = new RoundReport(
                number, 1, atNanos, finding, "why", 0, 0, 2, 2, List.of(rejections), 0, 0, 0, UtcReport.UNKNOWN);
        roundLog.note(new MasterStatus(1, 4, report, 0, slaves, List.of()));
    }

    private List<String> said() {
        return lines.list.stream()
                .map(e -> e.getLevel() + " " + e.getFormattedMessage())
                .toList();
    }

    private static Rejection rejection(String slave, RejectionReason reason) {
        return new Rejection(slave, reason, reason.name());
    }

    private void noteMembers(long atSeconds, int members) {
        long at = atSeconds * 1_000_000_000L;
        RoundReport report = new RoundReport(
                1,
                1,
                at,
                Finding.NOBODY_ANSWERED,
                "why",
                members,
                members,
                2,
                2,
                List.of(),
                0,
                0,
                0,
                UtcReport.UNKNOWN);
        roundLog.note(new MasterStatus(1, 4, report, 0, List.of(), List.of()));
    }

    private void noteUtc(long number, UtcReport utc) {
        RoundReport report = new RoundReport(number, 1, 0, Finding.AGREED, "why", 0, 0, 2, 2, List.of(), 0, 0, 0, utc);
        roundLog.note(new MasterStatus(1, 4, report, 0, List.of(), List.of()));
    }

    @Test
    void saysOnceThatTheParentContradictsTheMachinesAboutUtcAndOnceThatItDoesNoMore() {
        noteUtc(1, new UtcReport(2, 2, 5L, 3L, true));
        noteUtc(2, new UtcReport(2, 0, null, null, false));
        noteUtc(3, new UtcReport(2, 0, null, null, false));
        noteUtc(4, new UtcReport(2, 2, 5L, 3L, true));
        noteUtc(5, new UtcReport(3, 2, 5L, 3L, false));
        assertThat(said())
                .filteredOn(line -> line.contains("UTC"))
                .containsExactly(
                        "WARN round 2: the parent's UTC contradicts what machines of this cluster claim of it, and no majority of the"
                                + " claims agrees, so that it is not known: see which of them has a wrong server",
                        "INFO round 4: the parent's UTC agrees with what machines of this cluster claim of it",
                        "WARN round 5: the parent's UTC contradicts what machines of this cluster claim of it, and most of the claims"
                                + " agree without it: see which of them has a wrong server");
    }

    @Test
    void countsSlavesNowAndThenInsteadOfNamingThem() {
        noteMembers(1, 3);
        noteMembers(2, 500);
        noteMembers(10, 1000);
        noteMembers(12, 1000);
        noteMembers(30, 1000);
        assertThat(said())
                .containsExactly("INFO 3 slaves are connected, 0 before", "INFO 1000 slaves are connected, 3 before");
    }

    @Test
    void saysNothingWhileItWaits() {
        note(1, Finding.NOBODY_ANSWERED);
        assertThat(said()).isEmpty();
    }

    @Test
    void saysOnceThatRoundsCorrect() {
        note(1, Finding.AGREED);
        note(2, Finding.AGREED);
        assertThat(said()).containsExactly("INFO round 1: why");
    }

    @Test
    void warnsOnceWhenNobodyIsCorrectedAndSaysWhenThatIsOver() {
        note(1, Finding.AGREED);
        note(2, Finding.NO_MAJORITY);
        note(3, Finding.NO_MAJORITY);
        note(4, Finding.AGREED);
        assertThat(said()).containsExactly("INFO round 1: why", "WARN round 2: why", "INFO round 4: why");
    }

    @Test
    void warnsThatTheMasterWaitsForThoseWhoKeepTime() {
        note(1, Finding.STILL_JOINING);
        note(2, Finding.AWAITING_KEEPERS);
        note(3, Finding.AWAITING_KEEPERS);
        assertThat(said()).containsExactly("WARN round 2: why");
    }

    @Test
    void namesEachClockOnceThatIsLeftOut() {
        note(1, Finding.NOBODY_ANSWERED, rejection("a1", RejectionReason.SILENT));
        note(2, Finding.NOBODY_ANSWERED, rejection("a1", RejectionReason.SILENT));
        note(
                3,
                Finding.NOBODY_ANSWERED,
                rejection("a1", RejectionReason.SILENT),
                rejection("a2", RejectionReason.BEYOND_PANIC));
        assertThat(said()).containsExactly("WARN a1 is left out: SILENT", "WARN a2 is left out: BEYOND_PANIC");
    }

    @Test
    void namesAClockAgainForAnotherReason() {
        note(1, Finding.NOBODY_ANSWERED, rejection("a1", RejectionReason.SILENT));
        note(2, Finding.NOBODY_ANSWERED, rejection("a1", RejectionReason.INCONSISTENT));
        assertThat(said()).containsExactly("WARN a1 is left out: SILENT", "WARN a1 is left out: INCONSISTENT");
    }

    @Test
    void tellsOnceOfAClockThatGoesInAndOutOfTheRoundsAndThenCounts() {
        long second = 1_000_000_000;
        for (int i = 0; i <= 1500; i++) {
            Rejection[] out =
                    i % 2 == 0 ? new Rejection[] {rejection("a1", RejectionReason.FAR_FROM_MEDIAN)} : new Rejection[0];
            noteAt(i * second, i + 1, Finding.NOBODY_ANSWERED, out);
        }
        assertThat(said())
                .containsExactly(
                        "WARN a1 is left out: FAR_FROM_MEDIAN",
                        "WARN a1 was left out 299 more times in the last 10 minutes, as FAR_FROM_MEDIAN; see the status",
                        "WARN a1 was left out 300 more times in the last 10 minutes, as FAR_FROM_MEDIAN; see the status");
    }

    @Test
    void namesAClockAgainThatWasWellForLong() {
        long hour = 3_600_000_000_000L;
        note(1, Finding.NOBODY_ANSWERED, rejection("a1", RejectionReason.SILENT));
        note(2, Finding.NOBODY_ANSWERED);
        noteAt(hour, 3, Finding.NOBODY_ANSWERED, rejection("a1", RejectionReason.SILENT));
        assertThat(said()).containsExactly("WARN a1 is left out: SILENT", "WARN a1 is left out: SILENT");
    }

    @Test
    void countsTheRestOfAHundred() {
        note(
                1,
                Finding.NOBODY_ANSWERED,
                IntStream.range(0, 100)
                        .mapToObj(i -> rejection("a" + i, RejectionReason.SILENT))
                        .toArray(Rejection[]::new));
        assertThat(said()).hasSize(21).last().isEqualTo("WARN 80 more slaves are left out; see the status");
    }
}
