/** Campanile beside chrony, on an Ethernet of two machines whose clocks are one. */
@NullMarked
package io.campanile.bench.peers;

import org.jspecify.annotations.NullMarked;
