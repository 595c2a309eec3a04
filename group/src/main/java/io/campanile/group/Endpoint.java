package io.campanile.group;

/**
 * Where somebody is reached.
 *
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Endpoint {
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == ',' || c == '=' || c == '[' || c == ']')) {
            throw new IllegalArgumentException("'%s' is no host: write a name or an address".formatted(host));
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port %s is not within 1 to %s".formatted(port, MAX_PORT));
        }
    }

    /** As people write it: {@code host:port}, or {@code [::1]:port}. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
