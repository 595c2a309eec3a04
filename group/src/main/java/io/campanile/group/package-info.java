/** Masters in a group: Raft elects the leader and keeps the few facts that all share. Nothing about time is decided here. */
@NullMarked
package io.campanile.group;

import org.jspecify.annotations.NullMarked;
