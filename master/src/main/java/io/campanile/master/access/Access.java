package io.campanile.master.access;

import io.campanile.proto.tls.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a master finds out who is there, and whom it lets in.
 *
 * @param tls with what it proves itself, and what others have to prove themselves with; null to encrypt nothing and to believe
 *     everybody's name
 * @param allowed the file that says which names may be what ({@link AccessList}); null to let every certified name vote
 */
public record Access(@Nullable TlsFiles tls, @Nullable Path allowed) {

    /** Whoever reaches the master is let in. */
    public static final Access OPEN = new Access(null, null);

    /**
     * Checks what goes together.
     *
     * @throws IllegalArgumentException saying what is missing
     */
    public Access {
        if (tls == null && allowed != null) {
            throw new IllegalArgumentException(
                    "without certificates anybody can take any name of the access list: give the certificate, the key and"
                            + " the CA, too");
        }
    }
}
