/** What must hold whatever happens, looked at from outside. */
@NullMarked
package io.campanile.simulator.check;

import org.jspecify.annotations.NullMarked;
