package io.campanile.cli.master;

import io.campanile.core.round.AdmissionLimits;
import picocli.CommandLine.Option;

/** What one address may cost a master, and how much it counts. */
final class AddressOptions {

    @Option(
            names = "--max-silent-per-address",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many connections of one address may be open that have not said hello."
                    + " IPv6: of one network of 64 bits.")
    private int silentPerAddress;

    @Option(
            names = "--max-sessions-per-address",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many slaves may come from one address, or with one certificate's name."
                    + " IPv6: from one network of 64 bits.")
    private int sessionsPerAddress;

    @Option(
            names = "--max-votes-per-address",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many slaves of one address vote, of those without a certificate; the others are observers.")
    private int votesPerAddress;

    @Option(
            names = "--limit-loopback",
            description = "Limits connections and slaves of this machine, too, as those of any other address.")
    private boolean limitLoopback;

    /** How many connections of one address may be open before it is known who is there. */
    int silentPerAddress() {
        return silentPerAddress;
    }

    /** Whether what holds for an address holds for this machine, too. */
    boolean limitsLoopback() {
        return limitLoopback;
    }

    /**
     * Of slaves.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    AdmissionLimits admission() {
        return new AdmissionLimits(sessionsPerAddress, votesPerAddress, limitLoopback);
    }
}
