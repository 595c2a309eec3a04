/** From corrections to a clock that can be served: slewed, never back, and honest about its error. */
@NullMarked
package io.campanile.core.discipline;

import org.jspecify.annotations.NullMarked;
