package io.campanile.proto.tls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.campanile.proto.tls.Validity.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** When it is time to renew a certificate, and when that is told. */
class ValidityTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    /** One that is valid for so many days, of which so many are left. */
    private static Validity valid(double days, double left) {
        Instant until = NOW.plusSeconds(Math.round(left * 86_400));
        return new Validity(until.minusSeconds(Math.round(days * 86_400)), until);
    }

    @ParameterizedTest
    @CsvSource({
        "365, 100, NONE",
        "365, 31, NONE",
        "365, 29, SOON",
        "365, 6.9, URGENT",
        "365, 0.9, AT_ONCE",
        "365, 0, OVER",
        "365, -3, OVER",
        "8, 7, NONE",
        "8, 2.6, SOON",
        "8, 0.7, URGENT",
        "8, 0.2, AT_ONCE",
        "3650000, 29, SOON"
    })
    void isAsUrgentAsItsTimeIsShort(double days, double left, Urgency urgency) {
        assertThat(valid(days, left).urgency(NOW)).isEqualTo(urgency);
    }

    @Test
    void saysWhatIsToBeRenewed() {
        Certificates certificates = new Certificates(valid(365, 6.5), valid(3650, -1));

        assertThat(certificates.warnings(NOW))
                .containsExactly(
                        "the certificate expires in 6 days, at 2026-12-06T00:00:00Z: put a new one in its place",
                        "the CA's certificate has expired, at 2026-11-28T12:00:00Z, and no new connection comes about:"
                                + " put a new one in its place");
        assertThat(new Certificates(valid(365, 300), valid(3650, 3000)).warnings(NOW))
                .isEmpty();
        assertThat(new Certificates(valid(8, 0.2), valid(3650, 3000)).warnings(NOW))
                .containsExactly(
                        "the certificate expires in 4 hours, at 2026-11-29T16:48:00Z: put a new one in its place");
    }

    @Test
    void tellsOfTheOneThatExpiresFirst(@TempDir Path directory) throws Exception {
        TestPki pki = new TestPki(directory, "ca");
        Instant now = Instant.now();
        Certificates certificates = pki.issue("node").read(now).validity();

        assertThat(certificates.own().left(now)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(certificates.own().lifetime()).isBetween(Duration.ofHours(47), Duration.ofHours(49));
        assertThat(certificates.authorities().lifetime()).isGreaterThan(Duration.ofDays(10));
    }

    @Test
    void isToldWheneverItBecomesMoreUrgentAndAnewForAnotherCertificate() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ExpiryLog.class);
        lines.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(lines);
        try {
            ExpiryLog log = new ExpiryLog("the certificate", Path.of("m1.crt"));
            Validity year = valid(365, 40);
            for (int hours = 0; hours < 24 * 45; hours++) {
                log.look(year, NOW.plus(Duration.ofHours(hours)));
            }
            assertThat(texts(lines))
                    .containsExactly(
                            "the certificate m1.crt expires in 30 days, at 2027-01-08T12:00:00Z: put a new one in its place",
                            "the certificate m1.crt expires in 7 days, at 2027-01-08T12:00:00Z: put a new one in its place",
                            "the certificate m1.crt expires in 24 hours, at 2027-01-08T12:00:00Z: put a new one in its place",
                            "the certificate m1.crt has expired, at 2027-01-08T12:00:00Z, and no new connection comes about:"
                                    + " put a new one in its place");
            log.look(valid(365, 20), NOW);
            log.look(valid(365, 200), NOW);
            assertThat(texts(lines)).hasSize(5);
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
    }

    private static List<String> texts(ListAppender<ILoggingEvent> lines) {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
