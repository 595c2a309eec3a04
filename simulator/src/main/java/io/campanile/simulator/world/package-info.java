/** True time, and what is real in it: clocks, machines and networks. */
@NullMarked
package io.campanile.simulator.world;

import org.jspecify.annotations.NullMarked;
