package io.campanile.cli.load;

import io.campanile.cli.pki.ThrowAwayIdentities;
import io.campanile.load.Identities;
import io.campanile.proto.tls.Credentials;
import io.campanile.proto.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** With what the slaves of a load prove who they are. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class IdentityOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--tls-pki",
            paramLabel = "DIR",
            description =
                    "Encrypt, and have each slave prove that it is who it says, with a certificate of its own, which the"
                            + " CA of this directory signs (campanile pki init DIR) and nobody keeps. With --tls-cert instead, all"
                            + " slaves are that one node.")
    private @Nullable Path pki;

    /**
     * As chosen; null to encrypt nothing.
     *
     * @param shared what all of them have; null if that is not chosen
     * @throws IOException if something is wrong with the files: one sentence that says what to do
     * @throws ParameterException if both are chosen
     */
    @Nullable
    Identities identities(@Nullable TlsFiles shared) throws IOException {
        if (pki != null && shared != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--tls-pki makes a certificate for each slave, and --tls-cert is one for all: give one of them");
        }
        if (pki != null) {
            return ThrowAwayIdentities.of(pki);
        }
        if (shared == null) {
            return null;
        }
        Credentials all = shared.read(Instant.now());
        return name -> all;
    }
}
