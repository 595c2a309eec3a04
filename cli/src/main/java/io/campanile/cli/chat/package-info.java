/** {@code campanile chat}: people talk, in cluster time. */
@NullMarked
package io.campanile.cli.chat;

import org.jspecify.annotations.NullMarked;
