/** For tests of code that uses the cluster's time: a master and its slaves on sockets, or a clock that the test sets. */
@NullMarked
package io.campanile.junit;

import org.jspecify.annotations.NullMarked;
