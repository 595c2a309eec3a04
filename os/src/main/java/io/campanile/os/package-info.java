/** What the Linux kernel offers beyond the JDK, by JNA. Where the kernel refuses, nothing fails: callers do without. */
@NullMarked
package io.campanile.os;

import org.jspecify.annotations.NullMarked;
