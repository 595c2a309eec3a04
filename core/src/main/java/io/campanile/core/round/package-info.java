/** The master's rounds: who is let in, who is probed when, when a round closes and what comes of it. */
@NullMarked
package io.campanile.core.round;

import org.jspecify.annotations.NullMarked;
