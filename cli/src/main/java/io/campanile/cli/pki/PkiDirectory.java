package io.campanile.cli.pki;

import io.campanile.proto.tls.Credentials;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.tls.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a small CA: {@code ca.crt} and {@code ca.key}, and a {@code .crt} and a {@code .key} of each node. */
final class PkiDirectory {

    private static final String CA = "ca";

    private final Path directory;

    PkiDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * A certificate that lies here.
     *
     * @param until when it expires
     * @param names whom it names
     */
    record Entry(String file, Instant until, String names) {}

    Path certificate(String node) {
        return directory.resolve(node + ".crt");
    }

    Path key(String node) {
        return directory.resolve(node + ".key");
    }

    /** What a node needs that has a certificate here. */
    TlsFiles files(NodeNames node) {
        return new TlsFiles(certificate(node.first()), key(node.first()), certificate(CA));
    }

    /**
     * Makes the CA.
     *
     * @throws IOException if there is one, or its files cannot be written: one sentence that says what to do
     */
    void init(Instant now, Instant until) throws IOException {
        requireFree(CA);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IOException("cannot make the directory %s: choose one that is yours".formatted(directory), e);
        }
        write(CA, CertificateAuthority.selfSigned(now, until));
    }

    /**
     * The CA.
     *
     * @throws IOException if there is none, or none that can sign now: one sentence that says what to do
     */
    Credentials authority(Instant now) throws IOException {
        if (!Files.exists(certificate(CA))) {
            throw new IOException("there is no CA in %s: make one with campanile pki init".formatted(directory));
        }
        return new TlsFiles(certificate(CA), key(CA), certificate(CA)).read(now);
    }

    /**
     * Makes certificates, all or none.
     *
     * @param renew whether to replace those that are there
     * @throws IOException if that cannot be: one sentence that says what to do
     */
    void issue(List<NodeNames> nodes, Instant now, Instant until, boolean renew) throws IOException {
        Credentials ca = authority(now);
        if (until.isAfter(ca.expires())) {
            throw new IOException(
                    "the CA is valid until %s, for %s days: choose --days %2$s or less, or make another CA"
                            .formatted(
                                    Days.date(ca.expires()),
                                    Duration.between(now, ca.expires()).toDays()));
        }
        for (NodeNames node : nodes) {
            if (!renew) {
                requireFree(node.first());
            }
        }
        for (NodeNames node : nodes) {
            write(node.first(), CertificateAuthority.issue(ca, node, now, until));
        }
    }

    /**
     * What lies here, what expires first in front.
     *
     * @throws IOException if something cannot be read: one sentence that says what to do
     */
    List<Entry> list() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.toString().endsWith(".crt")).toList();
        } catch (IOException e) {
            throw new IOException(
                    "cannot read the directory %s: check its name, and whose it is".formatted(directory), e);
        }
        if (files.isEmpty()) {
            throw new IOException(
                    "there is no certificate in %s: make a CA with campanile pki init".formatted(directory));
        }
        List<Entry> entries = new ArrayList<>();
        for (Path file : files) {
            entries.add(entry(file));
        }
        entries.sort((a, b) -> a.until().compareTo(b.until()));
        return entries;
    }

    private static Entry entry(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate read =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            String names = read.getBasicConstraints() >= 0
                    ? "the CA"
                    : PeerNames.of(read).toString();
            return new Entry(
                    String.valueOf(file.getFileName()), read.getNotAfter().toInstant(), names);
        } catch (CertificateException e) {
            throw new IOException("%s is no certificate: move it elsewhere".formatted(file), e);
        }
    }

    private void requireFree(String node) throws IOException {
        for (Path file : List.of(certificate(node), key(node))) {
            if (Files.exists(file)) {
                String remedy = node.equals(CA) ? "choose another directory" : "add --renew to replace it";
                throw new IOException("%s is there already: %s".formatted(file, remedy));
            }
        }
    }

    /** The key first: a node that looks meanwhile finds that the two do not fit, and looks again. */
    private void write(String node, CertificateAuthority.Issued issued) throws IOException {
        write(key(node), issued.keyPem(), "rw-------");
        write(certificate(node), issued.certificatePem(), "rw-r--r--");
    }

    /** Wholly or not at all, and never readable by others for a moment. */
    private static void write(Path file, String text, String permissions) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
        try {
            Files.deleteIfExists(next);
            try (var out = Files.newByteChannel(
                    next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
                out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("%s is there already: remove it".formatted(next), e);
        } catch (IOException e) {
            throw new IOException("cannot write %s: choose a directory that is yours".formatted(file), e);
        }
    }
}
