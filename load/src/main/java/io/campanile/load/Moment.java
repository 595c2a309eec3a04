package io.campanile.load;

/**
 * How things stood at one pass over all clocks.
 *
 * @param seconds since the start
 * @param in how many slaves the master kept
 * @param errors of the honest slaves that served the time, converged or not
 */
public record Moment(double seconds, int in, ErrorFigures errors) {

    /** Before the first pass. */
    static final Moment NONE = new Moment(0, 0, new Errors().figures());
}
