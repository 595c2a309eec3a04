/** Whole-system tests: real processes, faults, and the rules that hold over all modules. */
@NullMarked
package io.campanile.it;

import org.jspecify.annotations.NullMarked;
