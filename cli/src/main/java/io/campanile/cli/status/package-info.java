/** The command that shows a master's status. */
@NullMarked
package io.campanile.cli.status;

import org.jspecify.annotations.NullMarked;
