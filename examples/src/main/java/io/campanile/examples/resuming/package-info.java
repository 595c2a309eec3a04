/** Stamps that go on where the process before ended. */
@NullMarked
package io.campanile.examples.resuming;

import org.jspecify.annotations.NullMarked;
