package io.campanile.cli.option;

import io.campanile.admin.web.WebConfig;
import io.campanile.proto.tls.TlsFiles;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Whom an admin server answers, and what it proves itself with. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public class AdminAccess {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--admin-host",
            paramLabel = "NAME",
            split = ",",
            description = "Names by which the admin server may be asked, separated by commas, besides addresses,"
                    + " localhost and this machine's own name. Under another name it does not answer.")
    private @Nullable List<String> names;

    @Option(
            names = "--admin-tls-cert",
            paramLabel = "FILE",
            description = "The admin server speaks HTTPS with this certificate (PEM); read again when it changes.")
    private @Nullable Path certificate;

    @Option(names = "--admin-tls-key", paramLabel = "FILE", description = "The certificate's key (PEM, PKCS#8).")
    private @Nullable Path key;

    @Option(
            names = "--admin-tls-ca",
            paramLabel = "FILE",
            description = "Every client of the admin server has to show a certificate of these CAs (PEM).")
    private @Nullable Path authorities;

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            description = "Requests have to bring the token in this file, but for /health; read again when it changes.")
    private @Nullable Path token;

    /**
     * The admin server at this address.
     *
     * @param ownNames by which it may be asked whatever the options say
     * @throws ParameterException if the options do not go together
     */
    public final WebConfig at(InetSocketAddress bind, Collection<String> ownNames) {
        Set<String> all = new HashSet<>(ownNames);
        if (names != null) {
            all.addAll(names);
        }
        return new WebConfig(bind, all, tls(), authorities != null, token);
    }

    /** The command that has these options. */
    protected final CommandSpec spec() {
        return spec;
    }

    /** Whether it speaks HTTPS. */
    public final boolean isEncrypted() {
        return certificate != null;
    }

    private @Nullable TlsFiles tls() {
        require((certificate == null) == (key == null), "--admin-tls-cert and --admin-tls-key go together: give both");
        require(
                authorities == null || certificate != null,
                "--admin-tls-ca needs --admin-tls-cert and --admin-tls-key");
        if (certificate == null || key == null) {
            return null;
        }
        // Where no client shows a certificate, nobody is asked who may issue them.
        return new TlsFiles(certificate, key, authorities == null ? certificate : authorities);
    }

    private void require(boolean holds, String complaint) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), complaint);
        }
    }
}
