package io.campanile.cli.option;

import io.campanile.proto.tls.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** With what a command proves who it is, and whom it trusts. */
public final class Tls {

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "Encrypt, and have both ends prove who they are: this end's certificate (PEM), which names it."
                            + " Read again when it changes. Needs --tls-key and --tls-ca; campanile pki makes all three.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The certificate's key (PEM, PKCS#8, not encrypted).")
    private @Nullable Path key;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "The certificates of the CAs that say who the others are (PEM).")
    private @Nullable Path authorities;

    /**
     * The files; null if none are given.
     *
     * @param spec the command's
     * @throws ParameterException if one of the three is missing
     */
    public @Nullable TlsFiles files(CommandSpec spec) {
        if (certificate == null && key == null && authorities == null) {
            return null;
        }
        if (certificate == null || key == null || authorities == null) {
            throw new ParameterException(
                    spec.commandLine(), "--tls-cert, --tls-key and --tls-ca go together: give all three");
        }
        return new TlsFiles(certificate, key, authorities);
    }
}
