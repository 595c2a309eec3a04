/** What a master's admin server shows: its status, its rounds and what changed between them, metrics, a dashboard. */
@NullMarked
package io.campanile.admin.master;

import org.jspecify.annotations.NullMarked;
