/** The load generator: thousands of production slaves in one process, over real sockets, each with its own wrong clock. */
@NullMarked
package io.campanile.load;

import org.jspecify.annotations.NullMarked;
