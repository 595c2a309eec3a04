package io.campanile.core.message;

/** What may be the name of a slave or a master, as people give it. */
public final class NodeName {

    /** The longest name. */
    public static final int MAX_LENGTH = 64;

    private NodeName() {}

    /**
     * Checks a name.
     *
     * @throws IllegalArgumentException saying what a name may be
     */
    public static void require(String name) {
        if (name.length() > MAX_LENGTH || !Printable.isName(name)) {
            throw new IllegalArgumentException("a name has 1 to %s printable characters".formatted(MAX_LENGTH));
        }
    }
}
