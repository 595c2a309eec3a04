/** The master: server, sessions, rounds and the admin server. No timekeeping formulas. */
@NullMarked
package io.campanile.master;

import org.jspecify.annotations.NullMarked;
