/** What the machine knows of UTC: from ClockBound, chrony or the kernel, whichever says something. Nothing here moves a clock. */
@NullMarked
package io.campanile.os.utc;

import org.jspecify.annotations.NullMarked;
