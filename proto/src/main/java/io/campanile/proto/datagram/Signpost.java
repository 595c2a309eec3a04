package io.campanile.proto.datagram;

import io.campanile.core.message.Message.Redirect;
import java.util.Optional;

/**
 * Sends slaves on that say hello to a master which does not lead. Nobody has to be known for that, so that no session is begun: ten
 * thousand slaves that have lost their leader all ask the other masters at once.
 */
@FunctionalInterface
public interface Signpost {

    /** Sends nobody on. */
    Signpost NONE = (nonce, newerThan) -> Optional.empty();

    /**
     * Where the leader is; empty if the slave is to be let in, or to wait.
     *
     * @param nonce the number that the slave has chosen for its session, which names the answer
     * @param newerThan the epoch of the last leader that is of no use to it; 0 if every leader is
     */
    Optional<Redirect> onward(long nonce, long newerThan);
}
