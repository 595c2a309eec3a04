/** The command that waits for a clock. */
@NullMarked
package io.campanile.cli.waitsync;

import org.jspecify.annotations.NullMarked;
