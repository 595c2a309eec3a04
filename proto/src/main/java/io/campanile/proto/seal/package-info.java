/** What proves that a datagram comes from whom it says: keys, a tag over all of it, and a window against repeats. */
@NullMarked
package io.campanile.proto.seal;

import org.jspecify.annotations.NullMarked;
