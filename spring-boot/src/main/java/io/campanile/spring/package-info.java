/** Auto-configuration for Spring Boot: the cluster's clock as a bean, and its health. */
@NullMarked
package io.campanile.spring;

import org.jspecify.annotations.NullMarked;
