package io.campanile.proto.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

/** A CA that a test believes in or not, and the files of the nodes that it knows. */
public final class TestPki {

    private static final Duration DAY = Duration.ofDays(1);

    private final Path directory;
    private final String name;
    private final X509Bundle ca;

    /** A CA of this name, whose files lie in this directory. */
    public TestPki(Path directory, String name) {
        this.directory = directory;
        this.name = name;
        try {
            ca = new CertificateBuilder()
                    .subject("CN=" + name)
                    .setIsCertificateAuthority(true)
                    .notBefore(Instant.now().minus(DAY.multipliedBy(10)))
                    .buildSelfSigned();
            write(authorities(), ca.getCertificatePEM());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its own certificate. */
    public Path authorities() {
        return directory.resolve(name + ".ca.pem");
    }

    /** The files of a node with these names and addresses, the first of which is the files' name. */
    public TlsFiles issue(String... names) {
        return issue(names[0], Instant.now().minus(DAY), Instant.now().plus(DAY), names);
    }

    /** The same for a node whose certificate has expired. */
    public TlsFiles expired(String... names) {
        return issue(
                names[0],
                Instant.now().minus(DAY.multipliedBy(2)),
                Instant.now().minus(DAY),
                names);
    }

    /** The same with times, in files of this name. */
    public TlsFiles issue(String file, Instant from, Instant to, String... names) {
        CertificateBuilder builder = new CertificateBuilder()
                .subject("CN=" + names[0])
                .notBefore(from)
                .notAfter(to);
        try {
            for (String each : names) {
                if (NetUtil.isValidIpV4Address(each) || NetUtil.isValidIpV6Address(each)) {
                    builder.addSanIpAddress(InetAddress.getByName(each));
                } else {
                    builder.addSanDnsName(each);
                }
            }
            X509Bundle bundle = builder.buildIssuedBy(ca);
            TlsFiles files = new TlsFiles(
                    directory.resolve(name + "." + file + ".cert.pem"),
                    directory.resolve(name + "." + file + ".key.pem"),
                    authorities());
            write(files.certificate(), bundle.getCertificatePEM());
            write(files.key(), bundle.getPrivateKeyPEM());
            return files;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts the files of one node in place of another's. */
    public static void replace(TlsFiles old, TlsFiles by) {
        try {
            Files.copy(by.authorities(), old.authorities(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(by.certificate(), old.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(by.key(), old.key(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}
