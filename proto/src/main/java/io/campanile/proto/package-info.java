/** What both ends agree on at the wire: messages, framing, limits, time stamps. No decisions. */
@NullMarked
package io.campanile.proto;

import org.jspecify.annotations.NullMarked;
