/** Other people's builds: what we publish, in projects that know nothing of this one. */
@NullMarked
package io.campanile.builds;

import org.jspecify.annotations.NullMarked;
