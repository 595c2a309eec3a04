package io.campanile.proto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {

    private final Instant now = Instant.now();

    @TempDir
    private Path directory;

    private TestPki pki;
    private TlsFiles good;

    @BeforeEach
    void issue() {
        pki = new TestPki(directory, "ca");
        good = pki.issue("node", "node.example.org", "10.0.0.1");
    }

    @Test
    void readsWhatIsGood() throws IOException {
        Credentials read = good.read(now);

        assertThat(read.names().all()).containsExactly("10.0.0.1", "node", "node.example.org");
        assertThat(read.chain()).hasSize(1);
        assertThat(read.authorities()).hasSize(1);
        assertThat(read.expires()).isAfter(now);
    }

    @Test
    void trustsTwoAuthoritiesWhileNodesMoveFromOneToTheOther() throws IOException {
        TestPki other = new TestPki(directory, "other");
        Files.writeString(good.authorities(), Files.readString(other.authorities()), StandardOpenOption.APPEND);

        assertThat(good.read(now).authorities()).hasSize(2);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Files.delete(good.key());

        assertComplains(good, "the key " + good.key() + " is not there: check its path");
    }

    @Test
    void saysWhatIsADirectory() {
        assertComplains(
                new TlsFiles(directory, good.key(), good.authorities()),
                "the certificate " + directory + " is a directory: give a file");
    }

    @Test
    void saysWhatIsNoPem() throws IOException {
        Files.write(good.certificate(), new byte[] {0x30, 0x01, 0x02});
        assertComplains(
                good,
                "the certificate " + good.certificate()
                        + " has no certificate in it: give a PEM file, which begins with -----BEGIN CERTIFICATE-----");
    }

    @Test
    void saysWhatIsDamaged() throws IOException {
        Files.writeString(good.certificate(), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        assertComplains(good, "the certificate " + good.certificate() + " is damaged: bring it back from a copy");
    }

    @Test
    void saysThatAKeyIsNone() throws IOException {
        Files.copy(good.certificate(), good.key(), StandardCopyOption.REPLACE_EXISTING);
        assertComplains(
                good,
                "the key " + good.key()
                        + " has no key in it: give a PEM file, which begins with -----BEGIN PRIVATE KEY-----");
    }

    @Test
    void saysHowToConvertAKeyOfAnotherForm() throws IOException {
        Files.writeString(good.key(), "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n");
        assertComplains(
                good,
                "the key " + good.key()
                        + " is written as EC PRIVATE KEY, which is not read here: convert it with openssl"
                        + " pkcs8 -topk8 -nocrypt");
    }

    @Test
    void saysThatAKeyBelongsToAnotherCertificate() {
        TlsFiles other = pki.issue("other");
        assertComplains(
                new TlsFiles(good.certificate(), other.key(), good.authorities()),
                "the key " + other.key() + " does not fit the certificate " + good.certificate()
                        + ": give the one that it was issued for");
    }

    @Test
    void saysThatACertificateHasExpired() {
        TlsFiles old = pki.expired("old");
        assertThatThrownBy(() -> old.read(now))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the certificate " + old.certificate() + " has expired, at ")
                .hasMessageEndingWith(": put a new one there");
    }

    @Test
    void saysThatACertificateIsNotValidYet() {
        TlsFiles early = pki.issue("early", now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)), "early");
        assertThatThrownBy(() -> early.read(now))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the certificate " + early.certificate() + " is not valid before ")
                .hasMessageEndingWith(": set the clock");
    }

    private void assertComplains(TlsFiles files, String complaint) {
        assertThatThrownBy(() -> files.read(now))
                .isInstanceOf(IOException.class)
                .hasMessage(complaint);
    }
}
