/** The master's admin server: what it does, as JSON over HTTP. */
@NullMarked
package io.campanile.master.admin;

import org.jspecify.annotations.NullMarked;
