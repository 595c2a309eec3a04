package io.campanile.proto.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files (RFC 7468), or says in one sentence why not. */
final class Pem {

    /** A chain of certificates has some kilobytes; a list of all public CAs less than a third of this. */
    private static final int MAX_BYTES = 1 << 20;

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END [A-Z ]*PRIVATE KEY-----");

    private Pem() {}

    /**
     * All certificates of a file, in its order.
     *
     * @param what what the file is, such as "the certificate"
     * @throws IOException one sentence that says what to do
     */
    static List<X509Certificate> certificates(String what, Path file) throws IOException {
        return certificates(what, file, read(what, file));
    }

    /** As {@link #certificates(String, Path)}, of a file with these bytes. */
    static List<X509Certificate> certificates(String what, Path file, byte[] bytes) throws IOException {
        if (!new String(bytes, StandardCharsets.US_ASCII).contains("-----BEGIN CERTIFICATE-----")) {
            throw new IOException(
                    "%s %s has no certificate in it: give a PEM file, which begins with -----BEGIN CERTIFICATE-----"
                            .formatted(what, file));
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IOException("%s %s is damaged: bring it back from a copy".formatted(what, file), e);
        }
    }

    /**
     * The key of a file.
     *
     * @param algorithm of the public key to which it belongs
     * @throws IOException one sentence that says what to do
     */
    static PrivateKey key(Path file, String algorithm) throws IOException {
        return key(file, algorithm, read("the key", file));
    }

    /** As {@link #key(Path, String)}, of a file with these bytes. */
    static PrivateKey key(Path file, String algorithm, byte[] bytes) throws IOException {
        Matcher matcher = KEY.matcher(new String(bytes, StandardCharsets.US_ASCII));
        if (!matcher.find()) {
            throw new IOException(
                    "the key %s has no key in it: give a PEM file, which begins with -----BEGIN PRIVATE KEY-----"
                            .formatted(file));
        }
        if (!matcher.group(1).isEmpty()) {
            throw new IOException(("the key %s is written as %sPRIVATE KEY, which is not read here: convert it with"
                            + " openssl pkcs8 -topk8 -nocrypt")
                    .formatted(file, matcher.group(1)));
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException e) {
            throw new IOException("the key %s is damaged: bring it back from a copy".formatted(file), e);
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the key %s is no %s key as the certificate wants it: give the one that it was issued for"
                            .formatted(file, algorithm),
                    e);
        }
    }

    private static byte[] read(String what, Path file) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("%s %s is a directory: give a file".formatted(what, file));
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("%s %s has more than %s bytes: give a PEM file".formatted(what, file, MAX_BYTES));
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("%s %s is not there: check its path".formatted(what, file), e);
        } catch (AccessDeniedException e) {
            throw new IOException("%s %s may not be read by this user: change its owner".formatted(what, file), e);
        }
    }
}
