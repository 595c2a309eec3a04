/** Between the wire and core's messages, and the stamps of what comes in and goes out. */
@NullMarked
package io.campanile.proto.codec;

import org.jspecify.annotations.NullMarked;
