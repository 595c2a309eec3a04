package io.campanile.cli.option;

import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** Which masters a command's slaves follow, and how they reach them. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class Masters {

    @Option(
            names = "--master",
            paramLabel = "HOST:PORT",
            required = true,
            split = ",",
            description = "The masters, separated by commas; the port is 8080 unless given.")
    private List<Address> masters;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            defaultValue = "tcp",
            description = "How to reach them: ${COMPLETION-CANDIDATES}.")
    private Transport transport;

    /**
     * Where they are.
     *
     * @throws IOException if none of them can be found
     */
    public List<Address> found() throws IOException {
        Address.requireFindable(masters);
        return masters;
    }

    /** How to reach them. */
    public Transport transport() {
        return transport;
    }
}
