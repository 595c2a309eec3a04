/** What a takeover costs: masters that fail, and the clocks of their slaves. */
@NullMarked
package io.campanile.bench.failover;

import org.jspecify.annotations.NullMarked;
