/** Who may join a master, and as what. */
@NullMarked
package io.campanile.master.access;

import org.jspecify.annotations.NullMarked;
