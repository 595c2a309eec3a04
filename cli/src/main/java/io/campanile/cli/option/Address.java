package io.campanile.cli.option;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a master is, as people write it: {@code host}, {@code host:8080}, {@code [::1]:8080}.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record Address(String host, int port) {

    public static final int DEFAULT_PORT = 8080;

    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\[\\]:\\s]+))(?::([0-9]{1,5}))?");

    /**
     * Reads one.
     *
     * @throws TypeConversionException saying what is wrong and how to write it
     */
    public static Address parse(String text) {
        return parse(text, DEFAULT_PORT);
    }

    /**
     * Reads one of a server that listens elsewhere by default.
     *
     * @param defaultPort where no port is written
     * @throws TypeConversionException saying what is wrong and how to write it
     */
    static Address parse(String text, int defaultPort) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'%s' is no address: write HOST:PORT, such as localhost:8080 or [::1]:8080".formatted(text));
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        int port = matcher.group(3) == null ? defaultPort : Integer.parseInt(matcher.group(3));
        if (port < 1 || port > MAX_PORT) {
            throw new TypeConversionException("the port in '%s' is not within 1 to 65535".formatted(text));
        }
        return new Address(host, port);
    }

    /** Not looked up yet: each connection looks it up again. */
    public InetSocketAddress unresolved() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    /** Whether the host's name can be looked up now. */
    boolean resolves() {
        return !new InetSocketAddress(host, port).isUnresolved();
    }

    /**
     * Looks masters up. A name that nobody knows at the start is a mistake; one that fails later is waited for.
     *
     * @throws IOException if none can be found
     */
    public static void requireFindable(List<Address> masters) throws IOException {
        if (masters.stream().noneMatch(Address::resolves)) {
            throw new IOException("cannot find %s: check the name in --master, or give an address"
                    .formatted(String.join(
                            ", ", masters.stream().map(Address::host).toList())));
        }
    }

    @Override
    public String toString() {
        return NetUtil.toSocketAddressString(host, port);
    }
}
