package io.campanile.cli.option;

import java.security.Security;

/** How this process looks names up. */
public final class NameLookUps {

    /** How many seconds Java remembers where a name leads. */
    private static final String REMEMBERED = "networkaddress.cache.ttl";

    private NameLookUps() {}

    /**
     * Has names that are not found looked up again after a second, and those that are after five: a master that is being restarted may
     * have none meanwhile, or another address afterwards. Unless told, Java looks again after ten seconds and after thirty. To tell it takes
     * a fifth of a second: for commands that run on.
     */
    public static void retrySoon() {
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        if (Security.getProperty(REMEMBERED) == null) {
            Security.setProperty(REMEMBERED, "5");
        }
    }
}
