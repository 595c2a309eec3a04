package io.campanile.proto.seal;

import io.campanile.proto.tls.PeerNames;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one session at one end: the newest, to speak with, and those before, so that what is still on its way is heard.
 *
 * <p>Not thread-safe: the session's event loop owns it.
 */
public final class Keyring {

    private Seal current;
    private @Nullable Seal before;

    /** With its first keys. */
    public Keyring(Seal first) {
        this.current = first;
    }

    /** To speak with. */
    public Seal current() {
        return current;
    }

    /** Those of this name; null if it has none such. */
    public @Nullable Seal find(long id) {
        if (current.id() == id) {
            return current;
        }
        return before != null && before.id() == id ? before : null;
    }

    /** Whose keys these are: who is at the other end. */
    public PeerNames owner() {
        return current.owner();
    }

    /**
     * Whether what was opened with these keys counts in this session: its own do, and newer ones of the same owner, which become
     * its own. The other end has spoken with them, so it has them.
     */
    public boolean accepts(Seal seal) {
        if (seal == current || seal == before) {
            return true;
        }
        if (!seal.owner().equals(owner())) {
            return false;
        }
        adopt(seal);
        return true;
    }

    /** Speaks with these from now on. */
    public void adopt(Seal seal) {
        if (seal != current) {
            before = current;
            current = seal;
        }
    }
}
