/** The production codec, without a network. */
@NullMarked
package io.campanile.bench.wire;

import org.jspecify.annotations.NullMarked;
