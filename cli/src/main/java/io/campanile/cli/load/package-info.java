/** {@code campanile load}: thousands of slaves on a master. */
@NullMarked
package io.campanile.cli.load;

import org.jspecify.annotations.NullMarked;
