package io.campanile.spring;

import io.campanile.proto.socket.Transport;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties under {@code campanile}.
 *
 * @param enabled Whether this application is a slave of a Campanile master.
 * @param masters The masters, in the order in which they are tried.
 * @param name What people call this slave; the host's name unless given.
 * @param transport How to reach the masters.
 * @param observer Whether this machine's clock takes no part in the average.
 * @param await How long the start of the application waits for the cluster's time, at most, and fails without it. By default
 *     it does not wait: the clock says until then that it is unsynchronized.
 * @param maxError How far off the clock may be, at most, for the application to be healthy, and for its start to go on. Unless given
 *     any error is as good as another.
 */
@ConfigurationProperties("campanile")
public record CampanileProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<Master> masters,
        @Nullable String name,
        @DefaultValue("auto") Transport transport,
        @DefaultValue("false") boolean observer,
        @DefaultValue("0s") Duration await,
        @Nullable Duration maxError) {

    /** Where they are, for people. */
    String addresses() {
        return masters.stream().map(m -> m.host() + ":" + m.port()).collect(Collectors.joining(", "));
    }

    /**
     * Where a master listens.
     *
     * @param host Its name or address.
     * @param port Its port.
     */
    public record Master(String host, @DefaultValue("8080") int port) {}
}
