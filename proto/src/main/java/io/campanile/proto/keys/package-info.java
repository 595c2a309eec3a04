/** The conversation over TLS that gives a slave keys for datagrams: a question, and an answer. */
@NullMarked
package io.campanile.proto.keys;

import org.jspecify.annotations.NullMarked;
