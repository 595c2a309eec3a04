/** A master's and slaves' processes: the production code, carried by a virtual machine. */
@NullMarked
package io.campanile.simulator.node;

import org.jspecify.annotations.NullMarked;
