/** What every part of the timekeeping shares: one round trip, one interval, one mapping between two clocks. */
@NullMarked
package io.campanile.core;

import org.jspecify.annotations.NullMarked;
