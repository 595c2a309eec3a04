/** What the admin server of a slave's process shows. It needs no class of the master. */
@NullMarked
package io.campanile.admin.slave;

import org.jspecify.annotations.NullMarked;
