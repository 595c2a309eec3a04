/** What is to be simulated: settings, networks, faults. */
@NullMarked
package io.campanile.simulator.scenario;

import org.jspecify.annotations.NullMarked;
