/** A lock with an end, which two never hold at once. */
@NullMarked
package io.campanile.examples.lease;

import org.jspecify.annotations.NullMarked;
