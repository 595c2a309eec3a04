/** Events of three processes whose clocks are wrong, in the order in which they happened. */
@NullMarked
package io.campanile.examples.ordering;

import org.jspecify.annotations.NullMarked;
