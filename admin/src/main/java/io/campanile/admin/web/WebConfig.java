package io.campanile.admin.web;

import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.tls.TlsFiles;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where an admin server listens, and whom it answers.
 *
 * @param bind where; port 0 takes any free one
 * @param names by which it may be asked, besides addresses and {@code localhost}: under another name it does not answer, since a
 *     page of another site could be behind it
 * @param tls what it proves itself with, and asks the certificates of clients by; null to speak plain HTTP
 * @param clientCertificates whether every client has to show a certificate
 * @param operators which of the clients that have shown a certificate it answers, but for those who ask for its health; asked again for
 *     each request
 * @param tokenFile the file of the token that requests have to bring, but for those for its health; null if they need none
 */
public record WebConfig(
        InetSocketAddress bind,
        Set<String> names,
        @Nullable TlsFiles tls,
        boolean clientCertificates,
        Predicate<PeerNames> operators,
        @Nullable Path tokenFile) {

    /** Copies the names. */
    public WebConfig {
        names = Set.copyOf(names);
    }

    /** One that answers everybody with a certificate, where clients have to show one. */
    public WebConfig(
            InetSocketAddress bind,
            Set<String> names,
            @Nullable TlsFiles tls,
            boolean clientCertificates,
            @Nullable Path tokenFile) {
        this(bind, names, tls, clientCertificates, certified -> true, tokenFile);
    }

    /** The same for these operators. */
    public WebConfig withOperators(Predicate<PeerNames> others) {
        return new WebConfig(bind, names, tls, clientCertificates, others, tokenFile);
    }

    /** One that answers everybody, by plain HTTP. */
    public static WebConfig open(InetSocketAddress bind) {
        return new WebConfig(bind, Set.of(), null, false, null);
    }
}
