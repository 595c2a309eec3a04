/** How commands ask the admin server of a running master or slave. */
@NullMarked
package io.campanile.cli.client;

import org.jspecify.annotations.NullMarked;
