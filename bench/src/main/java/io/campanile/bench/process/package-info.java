/** Processes started and looked at from outside. */
@NullMarked
package io.campanile.bench.process;

import org.jspecify.annotations.NullMarked;
