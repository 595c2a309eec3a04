/** Lanes: the datagrams that carry the probes of a session over a connection, and their readings. */
@NullMarked
package io.campanile.proto.lane;

import org.jspecify.annotations.NullMarked;
