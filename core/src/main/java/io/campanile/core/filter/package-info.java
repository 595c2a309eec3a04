/** From the exchanges with one slave to what is known of its clock: a guarantee and a best estimate. */
@NullMarked
package io.campanile.core.filter;

import org.jspecify.annotations.NullMarked;
