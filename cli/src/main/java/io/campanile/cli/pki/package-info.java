/** The commands that make certificates for people who have no CA. */
@NullMarked
package io.campanile.cli.pki;

import org.jspecify.annotations.NullMarked;
