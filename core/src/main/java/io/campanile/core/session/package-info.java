/** Both ends of one session, as state machines: messages in, messages out. */
@NullMarked
package io.campanile.core.session;

import org.jspecify.annotations.NullMarked;
