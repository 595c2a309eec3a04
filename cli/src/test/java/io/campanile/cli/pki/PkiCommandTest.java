package io.campanile.cli.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;

import io.campanile.cli.Cli;
import io.campanile.proto.tls.Credentials;
import io.campanile.proto.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkiCommandTest {

    @TempDir
    private Path directory;

    private Path pki() {
        return directory.resolve("pki");
    }

    private Cli.Result run(String command, String... more) {
        String[] args = new String[3 + more.length];
        args[0] = "pki";
        args[1] = command;
        args[2] = pki().toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return Cli.run(args);
    }

    @Test
    void makesACaAndCertificatesThatNodesCanUse() throws IOException {
        assertThat(run("init").out()).startsWith("made a CA in " + pki());
        Cli.Result issued = run("issue", "m1,m1.example.org,10.0.0.1,::1", "a1");
        assertThat(issued.err()).isEmpty();
        assertThat(issued.out().lines()).hasSize(2);

        Instant now = Instant.now();
        Credentials master = files("m1").read(now);
        assertThat(master.names().all())
                .contains("m1", "m1.example.org", "10.0.0.1")
                .hasSize(4);
        assertThat(master.expires()).isBetween(now.plus(Duration.ofDays(364)), now.plus(Duration.ofDays(366)));
        assertThat(files("a1").read(now).names().all()).containsExactly("a1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pki().resolve("m1.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pki().resolve("ca.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void listsWhatExpiresFirstInFront() {
        run("init");
        run("issue", "a1", "--days", "10");
        run("issue", "m1,10.0.0.1");

        assertThat(run("list").out().lines())
                .hasSize(3)
                .satisfies(first -> assertThat(first).endsWith("a1.crt: a1").contains("  9 days"), atIndex(0))
                .satisfies(second -> assertThat(second).endsWith("m1.crt: 10.0.0.1, m1"), atIndex(1))
                .satisfies(third -> assertThat(third).endsWith("ca.crt: the CA"), atIndex(2));
    }

    @Test
    void replacesNothingUnlessToldTo() throws IOException {
        run("init");
        run("issue", "a1");
        String before = Files.readString(pki().resolve("a1.crt"));

        assertFails(run("init"), pki().resolve("ca.crt") + " is there already: choose another directory");
        assertFails(run("issue", "a2", "a1"), pki().resolve("a1.crt") + " is there already: add --renew to replace it");
        assertThat(pki().resolve("a2.crt")).doesNotExist();
        assertThat(run("issue", "a1", "--renew").exit()).isZero();
        assertThat(Files.readString(pki().resolve("a1.crt"))).isNotEqualTo(before);
    }

    @Test
    void saysWhatToDoWithoutACa() {
        assertFails(run("issue", "a1"), "there is no CA in " + pki() + ": make one with campanile pki init");
        assertFails(run("list"), "cannot read the directory " + pki() + ": check its name, and whose it is");
    }

    @Test
    void refusesNamesThatNoCertificateCanHave() {
        run("init");
        assertThat(run("issue", "a b").err())
                .contains("'a b' is no name that a certificate can have: take letters, digits, hyphens and dots");
        assertThat(run("issue", "*.example.org").err()).contains("'*.example.org' is no name");
        assertThat(run("issue", "../a").err()).contains("'../a' is no name");
        assertThat(run("issue", "10.0.0.1").err()).contains("put another name first");
        assertThat(run("issue", "ca").err()).contains("put another name first");
    }

    @Test
    void noCertificateOutlivesItsCa() {
        run("init", "--days", "30");
        assertThat(run("issue", "a1").err()).contains("the CA is valid until ", "choose --days 29 or less");
        assertThat(run("init", "--days", "0").err()).contains("--days is 0; choose 1 to 36500");
    }

    @Test
    void asksForACommand() {
        assertThat(Cli.run("pki").err()).contains("no command: choose init, issue or list");
    }

    private TlsFiles files(String node) {
        return new TlsFiles(pki().resolve(node + ".crt"), pki().resolve(node + ".key"), pki().resolve("ca.crt"));
    }

    private static void assertFails(Cli.Result result, String complaint) {
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains(complaint);
        assertThat(result.err().lines()).hasSize(1);
    }
}
