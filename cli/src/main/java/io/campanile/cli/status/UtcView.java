package io.campanile.cli.status;

import io.campanile.admin.metrics.UtcDocument;
import io.campanile.cli.option.Durations;
import io.campanile.core.Quantity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** UTC on a terminal: the layer above cluster time. */
final class UtcView {

    private UtcView() {}

    /** A line; empty where nobody claims anything of UTC, and nobody did lately. */
    static Optional<String> line(@Nullable UtcDocument utc) {
        if (utc == null) {
            return Optional.empty();
        }
        int claims = utc.claims() == null ? 0 : utc.claims();
        if (utc.offsetNanos() != null && utc.errorNanos() != null) {
            long ahead = -utc.offsetNanos();
            return Optional.of("cluster time is UTC %s %s, give or take %s%s%s"
                    .formatted(
                            ahead < 0 ? "-" : "+",
                            Durations.human(Math.abs(ahead)),
                            Durations.human(utc.errorNanos()),
                            claims == 0
                                    ? ""
                                    : ", by %s of %s".formatted(utc.agreeing(), Quantity.many(claims, "claim")),
                            contradiction(utc)));
        }
        return claims == 0
                ? Optional.empty()
                : Optional.of(Ansi.AUTO.string("@|yellow UTC is not known|@: no majority of %s agrees%s"
                        .formatted(Quantity.many(claims, "claim"), contradiction(utc))));
    }

    private static String contradiction(UtcDocument utc) {
        return Boolean.FALSE.equals(utc.parentAgrees())
                ? Ansi.AUTO.string("; @|yellow the parent's UTC contradicts that|@")
                : "";
    }
}
