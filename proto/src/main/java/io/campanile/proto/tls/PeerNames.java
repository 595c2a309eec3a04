package io.campanile.proto.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The names that a certificate gives its node: its subject alternative names of the kinds DNS and IP (RFC 5280, 4.2.1.6). Its
 * subject counts for nothing, and a wildcard is nobody's name.
 *
 * @param all in lower case, since DNS does not tell cases apart; in alphabetical order
 */
public record PeerNames(Set<String> all) {

    /** Who the other end of a channel has proven to be without TLS on the channel itself: by keys that it got over TLS. */
    public static final AttributeKey<PeerNames> PROVEN = AttributeKey.valueOf(PeerNames.class, "proven");

    private static final int DNS = 2;
    private static final int IP = 7;

    /** Sorts them, in lower case. */
    public PeerNames {
        TreeSet<String> sorted = new TreeSet<>();
        all.forEach(name -> sorted.add(name.toLowerCase(Locale.ROOT)));
        all = Collections.unmodifiableSet(sorted);
    }

    /**
     * The names of the node at the other end, as its certificate has them, which a CA that this end trusts has signed.
     *
     * @return empty for a connection without TLS, before its handshake is done, and for a peer that has shown no certificate
     */
    public static Optional<PeerNames> of(Channel channel) {
        PeerNames proven = channel.attr(PROVEN).get();
        if (proven != null) {
            return Optional.of(proven);
        }
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null || !tls.handshakeFuture().isSuccess()) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return Optional.of(of((X509Certificate) chain[0]));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** The names in a certificate. */
    public static PeerNames of(X509Certificate certificate) {
        Set<String> names = new TreeSet<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> each : all == null ? List.<List<?>>of() : all) {
                int kind = (Integer) each.get(0);
                if (kind == DNS || kind == IP) {
                    names.add((String) each.get(1));
                }
            }
        } catch (CertificateParsingException e) {
            // What cannot be read names nobody.
            return new PeerNames(Set.of());
        }
        return new PeerNames(names);
    }

    /** Whether this is one of them. */
    public boolean has(String name) {
        return all.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Such as {@code a, a.example.org}; not safe to show before it went through what makes a peer's words safe. */
    @Override
    public String toString() {
        return all.isEmpty() ? "nobody" : String.join(", ", all);
    }
}
