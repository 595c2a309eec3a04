/** A Netty service whose replies carry the cluster's time. */
@NullMarked
package io.campanile.examples.stamping;

import org.jspecify.annotations.NullMarked;
