package io.campanile.cli.master;

import io.campanile.cli.option.AdminAccess;
import io.campanile.cli.option.Binding;
import java.io.IOException;
import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/** Where a master's admin server listens, and whom it answers. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class AdminOptions extends AdminAccess {

    @Option(
            names = "--admin-bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where the admin server listens.")
    private String bind;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "On which port; 0 takes any free one.")
    private int port;

    /**
     * Checks the port.
     *
     * @throws picocli.CommandLine.ParameterException if there is no such port
     */
    void check() {
        Binding.requirePort(spec(), "--admin-port", port);
    }

    /**
     * Where it listens.
     *
     * @throws IOException if that cannot be found: one sentence that says what to do
     */
    InetSocketAddress bind() throws IOException {
        return Binding.of(spec(), "--admin-bind", bind, "--admin-port", port);
    }
}
