package io.campanile.bench.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM's heap holds after a full collection.
 *
 * @param bytes all of it
 * @param instances how many objects there are of the class that was asked for
 */
public record LiveObjects(long bytes, long instances) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

    /** Reads what {@code jcmd GC.class_histogram} says. */
    static LiveObjects parse(String histogram, String className) {
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalArgumentException("no class histogram: " + histogram);
        }
        Pattern row = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(className) + "( .*)?$");
        Matcher rows = row.matcher(histogram);
        return new LiveObjects(Long.parseLong(total.group(1)), rows.find() ? Long.parseLong(rows.group(1)) : 0);
    }
}
