/** Virtual clocks on a virtual network, in virtual time, around the production code: a whole cluster from one seed. */
@NullMarked
package io.campanile.simulator;

import org.jspecify.annotations.NullMarked;
