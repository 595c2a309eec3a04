package io.campanile.core.ensemble;

/** What a round does to a slave's vote. */
public enum Suffrage {
    /** It stays as it was. */
    KEPT,
    /** The slave took part in the cold start: it votes from now on. */
    GRANTED,
    /** Its clock jumped while the others agreed: it has to prove itself anew. */
    REVOKED
}
