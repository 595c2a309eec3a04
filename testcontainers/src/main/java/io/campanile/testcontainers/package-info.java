/** Campanile in containers, for tests with Testcontainers. */
@NullMarked
package io.campanile.testcontainers;

import org.jspecify.annotations.NullMarked;
