package io.campanile.cli.config;

/**
 * What is wrong with a file.
 *
 * @param line where; the first is 1
 * @param text what, and what to do
 */
record Complaint(int line, String text) {

    /** With the place. */
    String of(Object file) {
        return "%s, line %s: %s".formatted(file, line, text);
    }
}
