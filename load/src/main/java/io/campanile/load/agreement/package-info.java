/** A master and slaves as processes of their own on one machine, and how far their clocks are apart. */
@NullMarked
package io.campanile.load.agreement;

import org.jspecify.annotations.NullMarked;
