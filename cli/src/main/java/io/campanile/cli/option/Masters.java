package io.campanile.cli.option;

import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.TlsFiles;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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
            defaultValue = "auto",
            converter = Choice.OfTransport.class,
            completionCandidates = Choice.OfTransport.class,
            description =
                    "How to reach them: ${COMPLETION-CANDIDATES}. auto is tcp, and datagrams for what measures the clocks,"
                            + " where they get through.")
    private Transport transport;

    @Mixin
    private Tls tls;

    /**
     * Where they are.
     *
     * @throws IOException if none of them can be found
     */
    public List<Address> found() throws IOException {
        NameLookUps.retrySoon();
        Address.requireFindable(masters);
        return masters;
    }

    /**
     * With what to prove who this is; null to encrypt nothing.
     *
     * @param spec the command's
     * @throws ParameterException if that does not go together
     */
    public @Nullable TlsFiles tls(CommandSpec spec) {
        return tls.files(spec);
    }

    /** How to reach them. */
    public Transport transport() {
        return transport;
    }
}
