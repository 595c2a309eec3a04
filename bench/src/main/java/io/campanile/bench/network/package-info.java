/** Networks that a measurement has for itself, and the commands of the system that make them. */
@NullMarked
package io.campanile.bench.network;

import org.jspecify.annotations.NullMarked;
