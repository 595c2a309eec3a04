/** The slave: the cluster's clock, the handler that keeps it, and what keeps it connected. */
@NullMarked
package io.campanile.slave;

import org.jspecify.annotations.NullMarked;
