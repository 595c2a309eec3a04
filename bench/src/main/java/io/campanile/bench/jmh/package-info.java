/** Benchmarks inside one JVM. */
@NullMarked
package io.campanile.bench.jmh;

import org.jspecify.annotations.NullMarked;
