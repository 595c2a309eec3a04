package io.campanile.bench.trust;

import io.campanile.bench.jmh.JmhPart;
import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.ladder.Pki;
import io.campanile.bench.ladder.Rung;
import io.campanile.bench.report.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What certificates and seals cost, and what a flood of strangers does.
 *
 * @param campanile which one
 * @param quick whether to see only that it runs
 * @param largeFlags of a master of thousands
 * @param scratch a folder for files
 */
public record TrustPart(Campanile campanile, boolean quick, List<String> largeFlags, Path scratch) implements Part {

    /** For so many slaves a second a machine with two cores makes certificates, and does both ends of a handshake. */
    private static final int RAMP_PER_SECOND = 100;

    /** So long after the last handshake it no longer matters that there was one; clocks have learnt each other's rates by then. */
    private static final int WARM_UP_SECONDS = 180;

    @Override
    public String measure() throws IOException, InterruptedException {
        String seals = new JmhPart(quick, largeFlags).seals();
        Pki pki = Pki.make(campanile, scratch.resolve("pki"), List.of());
        Rung rung = Rung.parse(quick ? "udp:200:1s:5s" : "udp:10000:1s:60s")
                .joiningAt(RAMP_PER_SECOND)
                .warmedUp(quick ? 1 : WARM_UP_SECONDS);
        String sealed = new SealsRun(campanile, pki, rung, scratch).measure();
        String returned = quick
                ? new ReturnRun(campanile, 20, 5, 1, scratch).measure()
                : new ReturnRun(campanile, 1000, 50, 5, scratch).measure();
        String flooded = quick
                ? new FloodRun(campanile, 2000, 1000, 100, 5, scratch).measure()
                : new FloodRun(campanile, 1_000_000, 5_000, 1000, 50, scratch).measure();
        return String.join("\n", seals, sealed, returned, flooded);
    }
}
