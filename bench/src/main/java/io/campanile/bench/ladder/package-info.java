/** Campanile under loads of growing size, in processes of its own. */
@NullMarked
package io.campanile.bench.ladder;

import org.jspecify.annotations.NullMarked;
