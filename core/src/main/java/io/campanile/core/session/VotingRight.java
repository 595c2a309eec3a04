package io.campanile.core.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a slave's clock may become an elector, and if not, why. What is withheld may be granted later, while the slave is in;
 * what was granted stays.
 *
 * <p>Thread-safe: the roster of the slaves grants it, the slave's session asks for it.
 */
public final class VotingRight {

    /** Clean rounds in a row after which a joiner's clock votes. */
    public static final int PROBATION_ROUNDS = 8;

    private volatile @Nullable Withheld withheld;

    private VotingRight(@Nullable Withheld withheld) {
        this.withheld = withheld;
    }

    /** Why a slave is an observer. */
    public enum Withheld {
        /** It asked not to vote. */
        NOT_WANTED("it asked not to vote"),
        /** Other slaves of its network address vote, as many as may. */
        ADDRESS_HAS_ITS_VOTES("other slaves of its address have the votes of that"),
        /** Another slave with a certificate of the same name votes. */
        NAME_HAS_ITS_VOTE("another slave with a certificate of its name has the vote of that");

        private final String sentence;

        Withheld(String sentence) {
            this.sentence = sentence;
        }

        /** For people. */
        public String sentence() {
            return sentence;
        }
    }

    /** The right of a slave that may vote. */
    public static VotingRight granted() {
        return new VotingRight(null);
    }

    /** That of one that may not, at first. */
    public static VotingRight withheld(Withheld why) {
        return new VotingRight(why);
    }

    /** The slave may vote from now on. */
    public void grant() {
        withheld = null;
    }

    /** Whether the slave may vote. */
    public boolean isHeld() {
        return withheld == null;
    }

    /** Why not; empty when it may. */
    public Optional<Withheld> whyNot() {
        return Optional.ofNullable(withheld);
    }
}
