/** Both ends of the protocol as plain state machines: events and a time in, messages to send out. */
@NullMarked
package io.campanile.core.protocol;

import org.jspecify.annotations.NullMarked;
