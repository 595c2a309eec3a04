package io.campanile.cli.master;

import io.campanile.master.ConnectionLimits;
import picocli.CommandLine.Option;

/** What one address may cost a master before it is known who is there. */
final class ConnectionOptions {

    @Option(
            names = "--max-silent-per-address",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many connections of one address may be open that have not said hello."
                    + " IPv6: of one network of 64 bits.")
    private int silentPerAddress;

    @Option(
            names = "--limit-loopback",
            description = "Limits connections from this machine, too, as those of any other address.")
    private boolean limitLoopback;

    /**
     * What they amount to.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    ConnectionLimits limits() {
        return new ConnectionLimits(silentPerAddress, limitLoopback);
    }
}
