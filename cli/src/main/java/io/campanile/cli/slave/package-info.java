/** The command that runs a slave. */
@NullMarked
package io.campanile.cli.slave;

import org.jspecify.annotations.NullMarked;
