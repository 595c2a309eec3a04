package io.campanile.proto.datagram;

import io.campanile.proto.seal.KeyTable;
import org.jspecify.annotations.Nullable;

/**
 * What the datagram sockets of a master's port share.
 *
 * @param cookies proofs of addresses
 * @param anteroom how many may wait to be let in
 * @param drops counts what came to nothing
 * @param lanes of sessions over connections
 * @param keys those that were given out; null if datagrams are not sealed. If there are any, none counts that is not
 */
public record ServerPort(
        Cookies cookies,
        Anteroom anteroom,
        Drops drops,
        Lanes lanes,
        @Nullable KeyTable keys) {

    /** Of a master with these keys, or without keys. */
    public static ServerPort with(@Nullable KeyTable keys) {
        return new ServerPort(new Cookies(), new Anteroom(), new Drops(), new Lanes(), keys);
    }
}
