/** Options that several commands share, and how their values are written. */
@NullMarked
package io.campanile.cli.option;

import org.jspecify.annotations.NullMarked;
