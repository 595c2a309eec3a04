/** {@code campanile replay}. */
@NullMarked
package io.campanile.cli.replay;

import org.jspecify.annotations.NullMarked;
