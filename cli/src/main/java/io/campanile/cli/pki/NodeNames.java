package io.campanile.cli.pki;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a node is called.
 *
 * @param all its names and addresses; the first one is a name, and its files have it
 */
record NodeNames(List<String> all) {

    /** As certificates have them (RFC 5280, 4.2.1.6): a wildcard would be many nodes. */
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}))*");

    /**
     * Reads {@code m1,m1.example.org,10.0.0.1}.
     *
     * @throws IllegalArgumentException saying what is wrong and how to write it
     */
    static NodeNames parse(String text) {
        List<String> names = List.of(text.split(",", -1));
        for (String name : names) {
            if (!isAddress(name) && !HOST.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "'%s' is no name that a certificate can have: take letters, digits, hyphens and dots, or an address"
                                .formatted(name));
            }
        }
        if (isAddress(names.get(0)) || names.get(0).equalsIgnoreCase("ca")) {
            throw new IllegalArgumentException(
                    "'%s' cannot be the first name of a node, after which its files are called: put another name first"
                            .formatted(names.get(0)));
        }
        return new NodeNames(names);
    }

    String first() {
        return all.get(0);
    }

    static boolean isAddress(String name) {
        return NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name);
    }
}
