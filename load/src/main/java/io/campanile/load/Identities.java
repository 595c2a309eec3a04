package io.campanile.load;

import io.campanile.proto.tls.Credentials;

/** With what the slaves of a load prove who they are. The thread that drives the load asks, once for each slave. */
@FunctionalInterface
public interface Identities {

    /**
     * Of one more slave.
     *
     * @param name what it is called if the certificate has that name; else it takes the first of the certificate's names
     */
    Credentials of(String name);
}
