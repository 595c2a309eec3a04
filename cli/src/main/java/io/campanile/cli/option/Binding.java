package io.campanile.cli.option;

import java.io.IOException;
import java.net.InetSocketAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Addresses to listen on, as they are given on the command line. */
public final class Binding {

    private static final int MAX_PORT = 65_535;

    private Binding() {}

    /**
     * An address of this machine.
     *
     * @param option the one that gives the host
     * @throws IOException if it cannot be found: one sentence that says what to do
     */
    public static InetSocketAddress of(CommandSpec spec, String host, int port, String option) throws IOException {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(spec.commandLine(), "the port %d is not within 0 to 65535".formatted(port));
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("cannot find %s: give %s an address of this machine".formatted(host, option));
        }
        return address;
    }
}
