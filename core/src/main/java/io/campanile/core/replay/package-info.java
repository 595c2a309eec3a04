/** What a master was told and decided, as events, and the same code that decided run over them again. */
@NullMarked
package io.campanile.core.replay;

import org.jspecify.annotations.NullMarked;
