/** What the other masters of a slave's list say of the time to which one of them moves it. Decisions only: no sockets, no clocks. */
@NullMarked
package io.campanile.core.inquiry;

import org.jspecify.annotations.NullMarked;
