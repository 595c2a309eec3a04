/** What commands draw on a terminal: tables, panels, progress. */
@NullMarked
package io.campanile.cli.terminal;

import org.jspecify.annotations.NullMarked;
