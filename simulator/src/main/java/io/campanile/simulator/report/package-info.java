/** What came of it. */
@NullMarked
package io.campanile.simulator.report;

import org.jspecify.annotations.NullMarked;
