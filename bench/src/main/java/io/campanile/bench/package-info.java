/** What Campanile costs, measured. */
@NullMarked
package io.campanile.bench;

import org.jspecify.annotations.NullMarked;
