package io.campanile.slave;

import io.campanile.core.message.GoodbyeReason;
import java.util.Optional;

/**
 * Why a slave does not follow a master: it was not let in, has left the master, or could not reach it.
 *
 * @param master host and port, as the slave was given it or another master has named it
 * @param reason what the one said to the other; empty if nothing was said: it could not be reached, or the connection broke
 * @param why one sentence, which says who refused whom; safe to show
 * @param remedy what to do about it
 * @param sinceNanos the local time when it was refused for that reason for the first time, by this master and without one that kept
 *     the slave meanwhile
 * @param lastNanos and for the last time
 */
public record Refusal(
        String master, Optional<GoodbyeReason> reason, String why, String remedy, long sinceNanos, long lastNanos) {

    /** Where nothing was said. */
    static final String UNHEARD =
            "see that the master runs, that this machine reaches its port, and that their certificates fit, if they have any";

    static String remedy(GoodbyeReason reason) {
        return switch (reason) {
            case SHUTDOWN -> "start the master again, or give the slave another one";
            case VERSION_MISMATCH, MALFORMED, OUT_OF_PHASE, OVERFLOW, FLOOD -> "run the same release on both";
            case IDLE -> "look at the network between the two, and whether the master has CPU enough";
            case FULL ->
                "raise how many slaves the master may have, of all addresses and of one, or give the slave another master";
            case STALE_MASTER ->
                "give the slave the newer master whose time it has obeyed, or restart it to begin anew";
            case SUPERSEDED -> "give the slave each master once, under one address";
            case UNKNOWN_SESSION -> "nothing: the slave says hello anew";
            case NOT_ALLOWED ->
                "give the slave a certificate for the name that it has, and put that on the master's access list";
            case LOOP -> "give one of the masters in the loop another parent, or none";
            case DISTRUSTED ->
                "find out which clock is wrong: the master's, those of the other masters, or this machine's; set that, or restart the slave";
        };
    }
}
