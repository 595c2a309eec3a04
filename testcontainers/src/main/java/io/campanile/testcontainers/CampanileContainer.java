package io.campanile.testcontainers;

import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A master in a container. It is started when slaves may come: when its first round has ended.
 *
 * <p>Slaves of the test reach it over TCP at {@link #getMasterHost} and {@link #getMasterPort}, slaves in containers of the same network over
 * TCP and UDP at {@link #MASTER_PORT} of a network alias. To the master all slaves of the test come from one address, and have one
 * vote together: to give them more, set {@code CAMPANILE_MAX_VOTES_PER_ADDRESS}. So is every other option of {@code campanile master} set
 * with {@link #withEnv}.
 */
public final class CampanileContainer extends GenericContainer<CampanileContainer> {

    /** Where the master listens for slaves, in the container. */
    public static final int MASTER_PORT = 8080;

    /** Where its admin server listens, in the container. */
    public static final int ADMIN_PORT = 8081;

    private static final DockerImageName IMAGE = DockerImageName.parse("campanile");

    /**
     * A master of this image.
     *
     * @param image {@code campanile}, with any tag
     * @throws IllegalStateException if it is another one
     */
    public CampanileContainer(String image) {
        this(DockerImageName.parse(image));
    }

    /**
     * A master of this image.
     *
     * @param image {@code campanile}, with any tag, or one that {@linkplain DockerImageName#asCompatibleSubstituteFor(String) stands for it}
     * @throws IllegalStateException if it is another one
     */
    public CampanileContainer(DockerImageName image) {
        super(image);
        image.assertCompatibleWith(IMAGE);
        withExposedPorts(MASTER_PORT, ADMIN_PORT);
        withCommand("master");
        withEnv("CAMPANILE_ADMIN_BIND", "0.0.0.0");
        waitingFor(Wait.forHttp("/health/ready").forPort(ADMIN_PORT).forStatusCode(200));
    }

    /** How often clocks are compared: 10 ms to an hour, every second unless it is told otherwise. */
    public CampanileContainer withRound(Duration every) {
        return withEnv("CAMPANILE_ROUND", every.toNanos() + "ns");
    }

    /** The host where slaves of the test find the master. */
    public String getMasterHost() {
        return getHost();
    }

    /** The port where slaves of the test find the master, over TCP. */
    public int getMasterPort() {
        return getMappedPort(MASTER_PORT);
    }

    /** Where the test finds the master's admin server: {@code http://HOST:PORT}. */
    public String getAdminUrl() {
        return "http://%s:%s".formatted(getHost(), getMappedPort(ADMIN_PORT));
    }
}
