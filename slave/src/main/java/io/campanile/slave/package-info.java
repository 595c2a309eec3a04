/** The slave: the cluster's clock, the handler that keeps it, and the agent that stays connected. */
@NullMarked
package io.campanile.slave;

import org.jspecify.annotations.NullMarked;
