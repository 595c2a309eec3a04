package io.campanile.junit;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.SkewedClock;
import io.campanile.clock.SystemClock;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A master and its slaves on this machine, for as long as a test lasts. In a static field with {@code @RegisterExtension} they are
 * there for all tests of the class and of its {@code @Nested} ones, in another field anew for each test.
 *
 * <p>Before each test the master runs, and the clock of every slave is synchronized, and with slaves the master's is, too. Where that takes longer than the
 * {@linkplain #withPatience patience}, the test fails and says which one is not.
 *
 * <p>{@code with…} belongs where it is made, and throws {@link IllegalStateException} once the master runs; all else belongs into tests, and throws
 * that while there is no cluster. Any thread may ask.
 */
public final class CampanileExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Duration SHORTEST_ROUND = Duration.ofMillis(10);

    private final Map<String, Consumer<SlaveBuilder>> slaves = new LinkedHashMap<>();
    private Duration round = Duration.ofMillis(100);
    private Duration patience = Duration.ofSeconds(30);
    private volatile @Nullable TestCluster cluster;

    /** What the cluster was started for: it ends with that. */
    private @Nullable String owner;

    private CampanileExtension() {}

    /** A master without slaves: those that a test starts, or the code that it tests, may come. */
    public static CampanileExtension create() {
        return new CampanileExtension();
    }

    /** Adds a slave, whose name no other one has. */
    public CampanileExtension withSlave(String name) {
        return withSlave(name, how -> {});
    }

    /** The same on a machine whose clock is ahead by this much, or behind. */
    public CampanileExtension withSlave(String name, Duration ahead) {
        return withSlave(name, how -> how.localClock(new SkewedClock(new SystemClock(), ahead.toNanos(), 0)));
    }

    /**
     * The same, like whatever its builder is told.
     *
     * @param how is called whenever the slave is made; its master and its name are given already
     */
    public CampanileExtension withSlave(String name, Consumer<SlaveBuilder> how) {
        requireAtRest();
        if (slaves.putIfAbsent(name, how) != null) {
            throw new IllegalArgumentException(
                    "there are two slaves called '%s': give each a name of its own".formatted(name));
        }
        return this;
    }

    /** How often clocks are compared; a tenth of a second unless it is told otherwise, 10 ms to an hour. */
    public CampanileExtension withRound(Duration every) {
        requireAtRest();
        if (every.compareTo(SHORTEST_ROUND) < 0 || every.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("a round lasts %s: choose 10 ms to an hour".formatted(every));
        }
        round = every;
        return this;
    }

    /** How long a test waits for clocks that are not synchronized, half a minute unless it is told otherwise. */
    public CampanileExtension withPatience(Duration most) {
        requireAtRest();
        patience = most;
        return this;
    }

    private void requireAtRest() {
        if (cluster != null) {
            throw new IllegalStateException("the master runs already: say what it is to be like where the field is");
        }
    }

    private TestCluster running() {
        TestCluster now = cluster;
        if (now == null) {
            throw new IllegalStateException(
                    "no master runs here: CampanileExtension belongs in a field with @RegisterExtension, and is asked by tests");
        }
        return now;
    }

    /** The address where slaves find the master: the loopback interface's. */
    public String host() {
        return running().address().getAddress().getHostAddress();
    }

    /** The port where slaves find the master, over TCP and UDP. It stays the same when the master is stopped and started. */
    public int port() {
        return running().address().getPort();
    }

    /** Cluster time, as the master keeps it: it does so with others only, and is unsynchronized while it has no slave. */
    public ClusterClock clock() {
        return running().clock();
    }

    /** Cluster time, as this slave keeps it. */
    public ClusterClock clock(String slave) {
        return slave(slave).clock();
    }

    /**
     * One of its slaves. It stays the extension's, which closes it.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Slave slave(String name) {
        Slave found = running().slaves().get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "there is no slave called '%s' here; there are %s".formatted(name, slaves.keySet()));
        }
        return found;
    }

    /** Stops the master: its slaves are in holdover three rounds later. A master that does not run stays stopped. */
    public void stopMaster() {
        running().stopMaster();
    }

    /**
     * Starts the master again, at its port; it goes on with the time that its slaves keep. One that runs goes on. Before the next test that
     * happens by itself.
     */
    public void startMaster() throws IOException {
        running().startMaster();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        start(context);
        TestCluster here = running();
        here.startMaster();
        here.awaitSynchronized(patience);
    }

    /** A nested class, and a test of a class that has one, find it running. */
    private void start(ExtensionContext context) throws IOException {
        if (cluster == null) {
            cluster = new TestCluster(round, slaves);
            owner = context.getUniqueId();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        end(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end(context);
    }

    private void end(ExtensionContext context) {
        TestCluster ending = cluster;
        if (ending != null && context.getUniqueId().equals(owner)) {
            cluster = null;
            ending.close();
        }
    }
}
