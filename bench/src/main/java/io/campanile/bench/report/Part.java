package io.campanile.bench.report;

import java.io.IOException;

/** One part of what is measured, with a place of its own in the document. */
@FunctionalInterface
public interface Part {

    /**
     * Measures; takes minutes.
     *
     * @return tables in Markdown
     * @throws IOException if a process that it needs fails, saying which and why
     */
    String measure() throws IOException, InterruptedException;
}
