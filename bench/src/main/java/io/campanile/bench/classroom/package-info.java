/** The classroom design, to compare with. */
@NullMarked
package io.campanile.bench.classroom;

import org.jspecify.annotations.NullMarked;
