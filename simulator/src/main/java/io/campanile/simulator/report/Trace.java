package io.campanile.simulator.report;

import java.util.List;

/**
 * How it went: one row a second.
 *
 * @param slaves the honest slaves' names
 * @param errorsNanos served clock − cluster time of each; NaN while it serves nothing. Not to be written to
 */
public record Trace(List<String> slaves, List<double[]> errorsNanos) {}
