/** {@code campanile agreement}: how well processes on this machine agree, over real sockets. */
@NullMarked
package io.campanile.cli.agreement;

import org.jspecify.annotations.NullMarked;
