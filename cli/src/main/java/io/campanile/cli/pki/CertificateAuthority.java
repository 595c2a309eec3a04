package io.campanile.cli.pki;

import io.campanile.proto.tls.Credentials;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs certificates: P-256 keys, as RFC 5280 wants them. A certificate is valid from a day before it is made, since the clocks of those
 * who are to be synchronized may be behind.
 */
final class CertificateAuthority {

    private static final Duration BEFORE = Duration.ofDays(1);
    private static final int SERIAL_BITS = 127;
    private static final String SIGNATURE = "SHA256withECDSA";

    private CertificateAuthority() {}

    /** A certificate and its key. */
    record Issued(X509Certificate certificate, PrivateKey key) {

        String certificatePem() throws IOException {
            return pem(certificate);
        }

        /** Not encrypted. */
        String keyPem() throws IOException {
            return pem(new JcaPKCS8Generator(key, null));
        }
    }

    /** A CA that signs nodes, and no other CA. */
    static Issued selfSigned(Instant now, Instant until) {
        try {
            KeyPair keys = newKeys();
            BigInteger serial = new BigInteger(SERIAL_BITS, new SecureRandom());
            X500Principal name =
                    new X500Principal("CN=Campanile CA " + serial.toString(16).substring(0, 8));
            JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    name, serial, Date.from(now.minus(BEFORE)), Date.from(until), name, keys.getPublic());
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            certificate.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return sign(certificate, keys.getPrivate(), keys.getPrivate());
        } catch (GeneralSecurityException | OperatorException | CertIOException e) {
            throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
        }
    }

    /** A node's, good for both ends of a connection. */
    static Issued issue(Credentials ca, NodeNames node, Instant now, Instant until) {
        try {
            KeyPair keys = newKeys();
            X509Certificate issuer = ca.certificate();
            JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    issuer.getSubjectX500Principal(),
                    new BigInteger(SERIAL_BITS, new SecureRandom()),
                    Date.from(now.minus(BEFORE)),
                    Date.from(until),
                    new X500Principal("CN="
                            + node.first()
                                    .substring(0, Math.min(64, node.first().length()))),
                    keys.getPublic());
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            certificate.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            certificate.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(node.all().stream()
                            .map(name -> new GeneralName(
                                    NodeNames.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                            .toArray(GeneralName[]::new)));
            certificate.addExtension(
                    Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(issuer));
            certificate.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
            return sign(certificate, ca.key(), keys.getPrivate());
        } catch (GeneralSecurityException | OperatorException | CertIOException e) {
            throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static Issued sign(JcaX509v3CertificateBuilder certificate, PrivateKey by, PrivateKey key)
            throws GeneralSecurityException, OperatorException {
        X509CertificateHolder signed = certificate.build(new JcaContentSignerBuilder(SIGNATURE).build(by));
        return new Issued(new JcaX509CertificateConverter().getCertificate(signed), key);
    }

    private static String pem(Object what) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }
}
