/** The command that runs a master. */
@NullMarked
package io.campanile.cli.master;

import org.jspecify.annotations.NullMarked;
