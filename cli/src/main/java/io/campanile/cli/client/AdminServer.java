package io.campanile.cli.client;

import io.campanile.cli.option.AdminUrl;
import java.io.IOException;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which admin server a command asks, and with what it proves itself there. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class AdminServer {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--admin",
            paramLabel = "URL|HOST:PORT",
            defaultValue = "http://127.0.0.1:8081",
            converter = AdminUrl.class,
            description = "The admin server. A path in the URL is kept, such as that of a proxy in front of it.")
    private URI admin;

    @Mixin
    private AdminCredentials credentials;

    /**
     * Asks it.
     *
     * @throws IOException if a file cannot be used: one sentence that says what to do
     * @throws picocli.CommandLine.ParameterException if the options do not go together
     */
    public AdminClient client() throws IOException {
        return new AdminClient(
                admin,
                credentials.tls(spec).orElse(null),
                credentials.authorization().orElse(null));
    }
}
