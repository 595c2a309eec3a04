/** What the operating system offers: transports, sockets, and sentences about their failures. */
@NullMarked
package io.campanile.proto.socket;

import org.jspecify.annotations.NullMarked;
