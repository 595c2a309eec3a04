/** What else is on the network: delays that depend on those before. */
@NullMarked
package io.campanile.simulator.traffic;

import org.jspecify.annotations.NullMarked;
