/** The campanile command. No logic of its own: it reads options, starts things and prints. */
@NullMarked
package io.campanile.cli;

import org.jspecify.annotations.NullMarked;
