/** Sessions over UDP: a channel for each peer on one socket, and the proof of its address. */
@NullMarked
package io.campanile.proto.datagram;

import org.jspecify.annotations.NullMarked;
