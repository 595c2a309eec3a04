/** What Prometheus scrapes, as far as masters and slaves have it alike. */
@NullMarked
package io.campanile.admin.metrics;

import org.jspecify.annotations.NullMarked;
