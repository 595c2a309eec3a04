/** A bare Netty echo: what an exchange costs when nothing is done with it. */
@NullMarked
package io.campanile.bench.echo;

import org.jspecify.annotations.NullMarked;
