package io.campanile.proto.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection did not get as far as to be encrypted, or is no more.
 *
 * <p>In TLS 1.3 a client's handshake is done before its server has looked at its certificate. So a client that is refused hears
 * of it later, as an alert in place of the first thing that it reads.
 *
 * @param refused whether the other end did not accept the certificate of this one
 * @param reason a few words, to stand behind a colon
 */
public record TlsFailure(boolean refused, String reason) {

    private static final Pattern JDK_ALERT = Pattern.compile("(?:Received fatal alert: |\\()([a-z_]+)\\)?");
    private static final Pattern BORINGSSL_ALERT = Pattern.compile("(?:SSLV3_ALERT|TLSV1_ALERT|TLSV1)_([A-Z_0-9]+)");

    /** What an alert says of a certificate (RFC 8446, 6.2). The engines choose differently among them. */
    private static final Map<String, String> OF_CERTIFICATES = Map.of(
            "certificate_required", "it showed none, or one of a CA that is not trusted there",
            "bad_certificate", "it showed none, or one that is not trusted there",
            "internal_error", "it is probably not trusted there: another CA issued it, or it is for another name",
            "certificate_expired", "it has expired, or its clock is wrong",
            "certificate_revoked", "it was revoked",
            "certificate_unknown",
                    "it is not trusted there: another CA issued it, it has expired, or it is for another name",
            "unsupported_certificate", "it is not meant for this",
            "unknown_ca", "it was issued by a CA that is not trusted there",
            "access_denied", "it is not allowed there");

    /** Whether an exception in a pipeline is about TLS. */
    public static boolean is(Throwable cause) {
        return find(cause, SSLException.class) != null;
    }

    /** Whether one end did not take the other's certificate: so it will be, until somebody changes something. */
    public static boolean isOfCertificate(Throwable cause) {
        return of(cause).refused()
                || find(cause, CertificateException.class) != null
                || find(cause, CertPathValidatorException.class) != null;
    }

    /** What it means. */
    public static TlsFailure of(Throwable cause) {
        return alert(cause).map(TlsFailure::ofAlert).orElseGet(() -> new TlsFailure(false, own(cause)));
    }

    private static TlsFailure ofAlert(String alert) {
        String words = OF_CERTIFICATES.get(alert);
        return words == null
                ? new TlsFailure(false, "the other end gave up: %s".formatted(alert.replace('_', ' ')))
                : new TlsFailure(true, words);
    }

    /** The alert that the other end has sent, in the words of the RFC. */
    private static Optional<String> alert(Throwable cause) {
        SSLException failure = find(cause, SSLException.class);
        String message = failure == null ? "" : String.valueOf(failure.getMessage());
        if (message.startsWith("Received fatal alert: ") || message.startsWith("(")) {
            Matcher jdk = JDK_ALERT.matcher(message);
            return jdk.lookingAt() ? Optional.of(jdk.group(1)) : Optional.empty();
        }
        Matcher boringSsl = BORINGSSL_ALERT.matcher(message);
        return boringSsl.find() ? Optional.of(boringSsl.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** What this end did not like. */
    private static String own(Throwable cause) {
        if (find(cause, NotSslRecordException.class) != null) {
            return "the other end does not speak TLS";
        }
        if (find(cause, SslHandshakeTimeoutException.class) != null) {
            return "it took longer than %s s".formatted(TlsContexts.HANDSHAKE_MILLIS / 1000);
        }
        if (find(cause, SslClosedEngineException.class) != null || find(cause, ClosedChannelException.class) != null) {
            return "the other end closed the connection";
        }
        CertPathValidatorException path = find(cause, CertPathValidatorException.class);
        if (find(cause, CertificateExpiredException.class) != null || is(path, BasicReason.EXPIRED)) {
            return "its certificate has expired";
        }
        if (find(cause, CertificateNotYetValidException.class) != null || is(path, BasicReason.NOT_YET_VALID)) {
            return "its certificate is not valid yet, or this machine's clock is wrong";
        }
        String message = String.valueOf(root(cause).getMessage());
        if (message.contains("unable to find valid certification path") || path != null) {
            return "its certificate was issued by a CA that is not trusted here";
        }
        if (message.contains("PEER_DID_NOT_RETURN_A_CERTIFICATE")
                || message.contains("Empty client certificate chain")) {
            return "it showed no certificate of a CA that is trusted here";
        }
        if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
            return "its certificate is for another name: %s".formatted(message);
        }
        return message;
    }

    private static boolean is(@Nullable CertPathValidatorException path, BasicReason reason) {
        return path != null && path.getReason() == reason;
    }

    private static Throwable root(Throwable cause) {
        Throwable deepest = cause;
        for (int i = 0; i < 20 && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static <T extends Throwable> @Nullable T find(Throwable cause, Class<T> type) {
        Throwable each = cause;
        for (int i = 0; i < 20 && each != null; i++) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
            each = each.getCause();
        }
        return null;
    }
}
