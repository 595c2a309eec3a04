package io.campanile.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.campanile.clock.ClusterClock;
import io.campanile.clock.TimeInterval;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.proto.socket.Transport;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

@Timeout(120)
class CampanileExtensionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final CampanileExtension cluster = CampanileExtension.create()
            .withRound(Duration.ofMillis(200))
            .withPatience(PATIENCE)
            .withSlave("orders-1")
            .withSlave("orders-2", Duration.ofSeconds(40))
            .withSlave("orders-3", how -> how.observer().transport(Transport.UDP));

    /** Another one for each test, which the static one does not know. */
    @RegisterExtension
    final CampanileExtension own = CampanileExtension.create().withPatience(PATIENCE);

    @Test
    void everySlaveShowsClusterTimeHoweverWrongItsMachine() {
        for (String slave : new String[] {"orders-1", "orders-2", "orders-3"}) {
            ClusterClock clock = cluster.clock(slave);
            TimeInterval before = cluster.clock().interval();
            TimeInterval shown = clock.interval();
            TimeInterval after = cluster.clock().interval();

            assertThat(clock.status()).as(slave).isEqualTo(ClockStatus.SYNCHRONIZED);
            assertThat(shown.latest()).as(slave).isAfterOrEqualTo(before.earliest());
            assertThat(shown.earliest()).as(slave).isBeforeOrEqualTo(after.latest());
            assertThat(Duration.between(before.latest(), clock.instant()).abs())
                    .as(slave)
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aSlaveOfTheTestsOwnFindsTheMaster() throws Exception {
        try (Slave mine =
                Campanile.slave().master(own.host(), own.port()).name("mine").build()) {
            ClusterClock clock = mine.start().toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertThat(clock.status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        }
    }

    @Test
    void aStoppedMasterLeavesItsSlavesInHoldoverAndComesBackAtItsPort() throws Exception {
        int port = cluster.port();
        ClusterClock clock = cluster.clock("orders-1");
        CompletableFuture<Void> holdover = new CompletableFuture<>();
        clock.onStatusChange((was, is) -> {
            if (is == ClockStatus.HOLDOVER) {
                holdover.complete(null);
            }
        });

        cluster.stopMaster();
        holdover.get(60, TimeUnit.SECONDS);
        Instant meanwhile = clock.instant();
        cluster.startMaster();
        clock.awaitSynchronized(PATIENCE);

        assertThat(cluster.port()).isEqualTo(port);
        assertThat(clock.instant()).isAfter(meanwhile);
    }

    /** In which order tests run is nobody's business: so a test after this one finds a master, too. */
    @Test
    void aMasterThatATestStopsRunsAgainForTheNextOne() throws IOException {
        cluster.stopMaster();
        cluster.stopMaster();
        cluster.startMaster();
        cluster.startMaster();
        cluster.stopMaster();
    }

    @Nested
    class InANestedClass {

        @Test
        void findsTheMasterRunning() {
            assertThat(cluster.clock("orders-2").status()).isEqualTo(ClockStatus.SYNCHRONIZED);
        }
    }

    @Test
    void asksForASlaveThatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.slave("orders-9"))
                .withMessage("there is no slave called 'orders-9' here; there are [orders-1, orders-2, orders-3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CampanileExtension.create().withSlave("a").withSlave("a"))
                .withMessage("there are two slaves called 'a': give each a name of its own");
    }

    @Test
    void isWhatItIsOnceItRuns() {
        assertThatIllegalStateException()
                .isThrownBy(() -> cluster.withSlave("late"))
                .withMessage("the master runs already: say what it is to be like where the field is");
        assertThatIllegalStateException()
                .isThrownBy(() -> CampanileExtension.create().port())
                .withMessageContaining("@RegisterExtension");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CampanileExtension.create().withRound(Duration.ofMillis(9)))
                .withMessage("a round lasts PT0.009S: choose 10 ms to an hour");
    }

    /** Run by the test below: its slave asks nobody, and is never synchronized. */
    static class WithASlaveThatIsLost {

        @RegisterExtension
        static final CampanileExtension cluster = CampanileExtension.create()
                .withPatience(Duration.ofMillis(500))
                .withSlave(
                        "lost",
                        how -> how.dialer((where, handler) ->
                                new EmbeddedChannel().newFailedFuture(new IOException("there is no way to it"))));

        @Test
        void never() {}
    }

    @Test
    void aTestWhoseClocksAreNotSynchronizedFailsAndSaysWhose() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(WithASlaveThatIsLost.class))
                .execute()
                .testEvents()
                .failed()
                .assertThatEvents()
                .haveExactly(
                        1,
                        EventConditions.finishedWithFailure(
                                TestExecutionResultConditions.instanceOf(IllegalStateException.class),
                                TestExecutionResultConditions.message(
                                        "the clock of the slave 'lost' was not synchronized within PT0.5S: its log says why")));
    }
}
