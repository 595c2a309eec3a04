package io.campanile.proto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.campanile.core.Units;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTrustTest {

    private static final String TYPE = "EC";
    private static final @Nullable SSLEngine NO_ENGINE = null;

    private final Counted asked = new Counted();
    private Instant now = Instant.now();
    private final ClientTrust trust = new ClientTrust(asked, () -> now);

    @TempDir
    private Path directory;

    private TestPki pki;
    private X509Certificate slave;

    /** Says what it is told to, and counts how often it is asked. */
    private static final class Counted extends X509ExtendedTrustManager {

        int questions;
        boolean refuses;

        private void count() throws CertificateException {
            questions++;
            if (refuses) {
                throw new CertificateException("refused");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
                throws CertificateException {
            count();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
                throws CertificateException {
            count();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            count();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
                throws CertificateException {
            count();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
                throws CertificateException {
            count();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            count();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @BeforeEach
    void issue() throws Exception {
        pki = new TestPki(directory, "ca");
        slave = certificate(pki.issue("slave"));
    }

    private static X509Certificate certificate(TlsFiles files) throws Exception {
        return files.read(Instant.now()).certificate();
    }

    private void show(X509Certificate... chain) throws CertificateException {
        trust.checkClientTrusted(chain, TYPE, NO_ENGINE);
    }

    @Test
    void looksOnceAtACertificateThatComesBack() throws Exception {
        for (int i = 0; i < 5; i++) {
            show(slave);
        }

        assertThat(asked.questions).isEqualTo(1);
    }

    @Test
    void looksAtEachCertificateByItself() throws Exception {
        X509Certificate renewed = certificate(pki.issue("slave"));

        show(slave);
        show(renewed);

        assertThat(asked.questions).isEqualTo(2);
    }

    @Test
    void looksAgainAtACertificateAmongOthers() throws Exception {
        X509Certificate other = certificate(pki.issue("other"));

        show(slave);
        show(slave, other);
        show(other, slave);

        assertThat(asked.questions).isEqualTo(3);
    }

    @Test
    void looksAgainWhereAnotherKindOfKeyIsAskedFor() throws Exception {
        show(slave);
        trust.checkClientTrusted(new X509Certificate[] {slave}, "RSA", NO_ENGINE);

        assertThat(asked.questions).isEqualTo(2);
    }

    @Test
    void remembersNobodyWhomItHasRefused() {
        asked.refuses = true;

        assertThatThrownBy(() -> show(slave)).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> show(slave)).isInstanceOf(CertificateException.class);

        assertThat(asked.questions).isEqualTo(2);
        assertThat(trust.size()).isZero();
    }

    @Test
    void refusesWhoWasRememberedOnceItsCertificateHasExpired() throws Exception {
        show(slave);
        asked.refuses = true;

        now = slave.getNotAfter().toInstant();
        show(slave);
        now = now.plus(Duration.ofMillis(1));

        assertThatThrownBy(() -> show(slave)).isInstanceOf(CertificateException.class);
    }

    @Test
    void refusesWhoWasRememberedOnceAnyCertificateOfItsChainHasExpired() throws Exception {
        X509Certificate between =
                certificate(pki.issue("between", now.minusSeconds(60), now.plus(Duration.ofHours(1)), "between"));
        show(slave, between);
        asked.refuses = true;

        now = now.plus(Duration.ofHours(2));

        assertThatThrownBy(() -> show(slave, between)).isInstanceOf(CertificateException.class);
    }

    @Test
    void refusesWhoWasRememberedByAClockThatIsNowBeforeItsCertificate() throws Exception {
        show(slave);
        asked.refuses = true;

        now = slave.getNotBefore().toInstant().minusNanos(Units.SECOND_NANOS);

        assertThatThrownBy(() -> show(slave)).isInstanceOf(CertificateException.class);
    }

    @Test
    void remembersNothingOfServers() throws Exception {
        X509Certificate[] chain = {slave};
        trust.checkServerTrusted(chain, TYPE, NO_ENGINE);
        trust.checkServerTrusted(chain, TYPE, NO_ENGINE);

        assertThat(asked.questions).isEqualTo(2);
        assertThat(trust.size()).isZero();
    }

    @Test
    void remembersNothingWhereRevocationsAreAskedFor() throws Exception {
        System.setProperty("com.sun.net.ssl.checkRevocation", "true");
        ClientTrust careful;
        try {
            careful = new ClientTrust(asked, () -> now);
        } finally {
            System.clearProperty("com.sun.net.ssl.checkRevocation");
        }
        careful.checkClientTrusted(new X509Certificate[] {slave}, TYPE, NO_ENGINE);
        careful.checkClientTrusted(new X509Certificate[] {slave}, TYPE, NO_ENGINE);

        assertThat(asked.questions).isEqualTo(2);
    }

    @Test
    void forgetsWhoWasNotThereForTheLongestTime() throws Exception {
        show(slave);
        for (int i = 0; i < ClientTrust.MOST; i++) {
            trust.checkClientTrusted(new X509Certificate[] {slave}, "kind " + i, NO_ENGINE);
        }

        assertThat(trust.size()).isEqualTo(ClientTrust.MOST);
        int before = asked.questions;
        show(slave);
        assertThat(asked.questions).isEqualTo(before + 1);
    }

    @Test
    void trustsWhomTheAuthorityHasCertifiedAndNobodyElse() throws Exception {
        ClientTrust real =
                ClientTrust.in(pki.issue("server").read(Instant.now()).authorities());
        X509Certificate foreign = certificate(new TestPki(directory, "foreign").issue("slave"));

        assertThatCode(() -> real.checkClientTrusted(new X509Certificate[] {slave}, TYPE))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> real.checkClientTrusted(new X509Certificate[] {foreign}, TYPE))
                .isInstanceOf(CertificateException.class);
    }
}
