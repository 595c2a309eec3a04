/** Processes that this one has started. */
@NullMarked
package io.campanile.load.process;

import org.jspecify.annotations.NullMarked;
