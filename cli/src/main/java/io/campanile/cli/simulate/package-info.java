/** {@code campanile simulate} and {@code campanile accuracy}: a whole cluster in virtual time. */
@NullMarked
package io.campanile.cli.simulate;

import org.jspecify.annotations.NullMarked;
