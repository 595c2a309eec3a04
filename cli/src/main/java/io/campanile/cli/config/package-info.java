/** Options from files: {@code --config FILE}, and {@code campanile check-config}. */
@NullMarked
package io.campanile.cli.config;

import org.jspecify.annotations.NullMarked;
