/** Tables, and the document that they go to. */
@NullMarked
package io.campanile.bench.report;

import org.jspecify.annotations.NullMarked;
