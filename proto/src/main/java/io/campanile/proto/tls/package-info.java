/** TLS, and who is at the other end: certificates from files, contexts that follow the files, names that are certified. */
@NullMarked
package io.campanile.proto.tls;

import org.jspecify.annotations.NullMarked;
