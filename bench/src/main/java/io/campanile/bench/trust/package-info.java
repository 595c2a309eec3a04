/** What it costs that peers prove who they are, and what those who do not can take from the others. */
@NullMarked
package io.campanile.bench.trust;

import org.jspecify.annotations.NullMarked;
