/** The machine's own clock, kept on cluster time: what is decided knows no kernel, and who asks the kernel decides nothing. */
@NullMarked
package io.campanile.os.discipline;

import org.jspecify.annotations.NullMarked;
