/** The cluster clock: what a reader of time needs, and the clocks that it is made of. No network. */
@NullMarked
package io.campanile.clock;

import org.jspecify.annotations.NullMarked;
