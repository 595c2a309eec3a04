package io.campanile.cli.terminal;

/** How much is done, as a bar. */
public final class ProgressBar {

    private static final int WIDTH = 40;

    private ProgressBar() {}

    /**
     * Draws one.
     *
     * @param share 0 to 1
     */
    public static String of(double share) {
        int full = (int) (WIDTH * share);
        return "[%s%s] %s %%".formatted("#".repeat(full), ".".repeat(WIDTH - full), (int) (100 * share));
    }
}
