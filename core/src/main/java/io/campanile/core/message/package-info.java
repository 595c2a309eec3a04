/** What a master and a slave say to each other, and the words for it. */
@NullMarked
package io.campanile.core.message;

import org.jspecify.annotations.NullMarked;
