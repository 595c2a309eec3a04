/** How a command that runs for long tells the service manager that started it how it is. */
@NullMarked
package io.campanile.cli.service;

import org.jspecify.annotations.NullMarked;
