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
     * A port to listen on.
     *
     * @param option the one that gives it
     * @throws ParameterException if there is no such port
     */
    public static void requirePort(CommandSpec spec, String option, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "%s is %s; choose 0 to %s".formatted(option, port, MAX_PORT));
        }
    }

    /**
     * An address of this machine.
     *
     * @param hostOption the one that gives the host
     * @param portOption the one that gives the port
     * @throws IOException if it cannot be found: one sentence that says what to do
     */
    public static InetSocketAddress of(CommandSpec spec, String hostOption, String host, String portOption, int port)
            throws IOException {
        requirePort(spec, portOption, port);
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("cannot find %s: give %s an address of this machine".formatted(host, hostOption));
        }
        return address;
    }
}
