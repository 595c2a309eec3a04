package io.campanile.admin.web;

import static io.netty.handler.codec.http.HttpHeaderNames.AUTHORIZATION;
import static io.netty.handler.codec.http.HttpHeaderNames.HOST;
import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN;
import static io.netty.handler.codec.http.HttpResponseStatus.MISDIRECTED_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.UNAUTHORIZED;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.campanile.proto.tls.PeerNames;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is answered. A request has to name this server as its operator does, or by an address: a page of another site, whose name leads
 * here all of a sudden (DNS rebinding), names itself. Where there is a token, it has to bring that; and who has shown a certificate has
 * to be an operator.
 *
 * <p>Thread-safe.
 */
final class Access {

    private static final String LOCALHOST = "localhost";
    private static final String MISDIRECTED =
            "this admin server does not go by that name: ask it by an address, or have it started with that name allowed";

    private final Set<String> names;
    private final @Nullable Supplier<Token> token;
    private final Predicate<PeerNames> operators;

    /**
     * Access.
     *
     * @param names by which the server may be asked, besides addresses and {@code localhost}
     * @param token what a request has to bring; null if nothing
     * @param operators which of those who have shown a certificate are answered
     */
    Access(Set<String> names, @Nullable Supplier<Token> token, Predicate<PeerNames> operators) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.token = token;
        this.operators = operators;
    }

    /**
     * Why a request is not answered; empty if it is.
     *
     * @param client the names in the certificate that the client has shown; empty if it has shown none
     * @param open whether it asks for what everybody may see
     */
    Optional<Content> refusal(Query query, Optional<PeerNames> client, boolean open) {
        String host = query.header(HOST);
        if (host.isEmpty() && !query.version().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(Content.error(BAD_REQUEST, "the request names no host"));
        }
        if (!host.isEmpty() && !isOurs(name(host))) {
            return Optional.of(Content.error(MISDIRECTED_REQUEST, MISDIRECTED));
        }
        if (!open && client.filter(operators.negate()).isPresent()) {
            return Optional.of(Content.error(
                    FORBIDDEN,
                    "the access list has none of this certificate's names as an operator: add that role there"));
        }
        if (!open && token != null && !token.get().isIn(query.header(AUTHORIZATION))) {
            return Optional.of(
                    Content.error(UNAUTHORIZED, "this admin server wants a token: give the one of its file"));
        }
        return Optional.empty();
    }

    /** The host of a Host header, in lower case, without brackets and port. */
    private static String name(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[")) {
            int end = name.indexOf(']');
            return end < 0 ? name : name.substring(1, end);
        }
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** An address leads to nobody else than whom it belongs to, whatever a name server says. */
    private boolean isOurs(String name) {
        return name.equals(LOCALHOST)
                || name.endsWith("." + LOCALHOST)
                || NetUtil.isValidIpV4Address(name)
                || NetUtil.isValidIpV6Address(name)
                || names.contains(name);
    }

    /**
     * A secret that requests bring: as a bearer's token (RFC 6750), or as the password of whomever (RFC 7617), which is what
     * browsers can do. It keeps a digest of it, so that all comparisons take the same time.
     */
    static final class Token {

        private final byte[] digest;

        Token(String secret) {
            this.digest = digest(secret);
        }

        private static byte[] digest(String text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        boolean isIn(String authorization) {
            String[] words = authorization.split(" ", 2);
            if (words.length < 2) {
                return false;
            }
            String given = switch (words[0].toLowerCase(Locale.ROOT)) {
                case "bearer" -> words[1].strip();
                case "basic" -> password(words[1].strip());
                default -> "";
            };
            return MessageDigest.isEqual(digest, digest(given));
        }

        private static String password(String credentials) {
            try {
                String text = new String(Base64.getDecoder().decode(credentials), UTF_8);
                return text.substring(text.indexOf(':') + 1);
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
    }
}
