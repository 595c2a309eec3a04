/** How the commands log. */
@NullMarked
package io.campanile.cli.log;

import org.jspecify.annotations.NullMarked;
