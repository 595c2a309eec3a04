package io.campanile.cli.pki;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** How long certificates are valid. */
final class Days {

    private static final int MOST = 36_500;

    private Days() {}

    static int require(CommandSpec spec, int days) {
        if (days < 1 || days > MOST) {
            throw new ParameterException(spec.commandLine(), "--days is %s; choose 1 to %s".formatted(days, MOST));
        }
        return days;
    }

    static String date(Instant at) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(at.atOffset(ZoneOffset.UTC));
    }
}
