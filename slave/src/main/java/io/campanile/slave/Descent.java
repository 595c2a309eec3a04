package io.campanile.slave;

import io.campanile.core.message.Lineage;
import java.util.Optional;

/**
 * Hears, for a slave that is a master itself, whose time the master has that it follows. The slave's event loop calls it, and it must
 * not block.
 */
public interface Descent {

    /** That of a slave that is nothing else: it is told no lineage, and minds none. */
    Descent NONE = new Descent() {

        @Override
        public Optional<String> follows(Lineage lineage) {
            return Optional.empty();
        }

        @Override
        public void followsNobody() {}
    };

    /**
     * The master that it follows has told whose time it has: behind its welcome, and again whenever that has changed. One of an
     * earlier release tells nothing, and follows nobody.
     *
     * @return why this slave must leave that master: one sentence, which both ends log; empty if it may stay
     */
    Optional<String> follows(Lineage lineage);

    /** It has no master any more, or not yet. */
    void followsNobody();
}
