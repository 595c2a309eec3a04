/** From what is known of every clock to the cluster's time: select, gate, combine, decide. */
@NullMarked
package io.campanile.core.ensemble;

import org.jspecify.annotations.NullMarked;
