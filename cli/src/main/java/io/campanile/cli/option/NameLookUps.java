package io.campanile.cli.option;

import java.security.Security;

/** How this process looks names up. */
public final class NameLookUps {

    private NameLookUps() {}

    /**
     * Has names that are not found looked up again after a second: a master that is being restarted may have none meanwhile.
     * Unless told, Java looks again after ten seconds only. To tell it takes a fifth of a second: for commands that run on.
     */
    public static void retrySoon() {
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }
}
