/** Whether what is deployed is what the command understands. */
@NullMarked
package io.campanile.deploy;

import org.jspecify.annotations.NullMarked;
