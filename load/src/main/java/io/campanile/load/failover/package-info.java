/** Masters as processes of their own that fail and come back, and slaves whose clocks are looked at all the time. */
@NullMarked
package io.campanile.load.failover;

import org.jspecify.annotations.NullMarked;
