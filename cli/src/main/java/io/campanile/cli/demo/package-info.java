/** {@code campanile demo}: a whole cluster in one process, whose clocks' errors are known because it made them. */
@NullMarked
package io.campanile.cli.demo;

import org.jspecify.annotations.NullMarked;
