package io.campanile.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A long time full of faults, drawn from a seed that is printed and can be given: {@code -Dcampanile.soak.seed}. */
@Order(3)
@Tag("containers")
class SoakIT {

    private static final Logger log = LoggerFactory.getLogger(SoakIT.class);
    private static final Duration DURATION = Duration.parse(System.getProperty("campanile.soak.duration", "PT45S"));
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private final long seed = Long.getLong("campanile.soak.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** A fault that is under way. */
    private record Struck(Fault fault, Node victim) {}

    @Test
    void whateverHappensNobodyLiesAndAllAgreeAgain() throws Exception {
        log.info("soak of {} with -Dcampanile.soak.seed={}", DURATION, seed);
        try (ContainerCluster cluster = new ContainerCluster()) {
            cluster.awaitAgreement(Duration.ofMinutes(3));
            for (long end = System.nanoTime() + DURATION.toNanos(); System.nanoTime() < end; ) {
                List<Struck> struck = strikeSome(cluster);
                Thread.sleep(1000 + random.nextInt(4000));
                struck.forEach(s -> s.fault().heal(cluster, s.victim()));
                cluster.awaitAgreement(RECOVERY);
                Agreement.assertNobodyLiedOrWentBack(cluster.slaves());
            }
        }
    }

    /**
     * One or two faults at once; never two of a kind, nor two on one node. Nor a new slave at a new master: where it comes
     * first, while the others still look for the master's name, the two of them are the cluster.
     */
    private List<Struck> strikeSome(ContainerCluster cluster) {
        List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
        List<Node> victims = new ArrayList<>(cluster.slaves());
        List<Struck> struck = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            Struck next = new Struck(
                    faults.remove(random.nextInt(faults.size())), victims.remove(random.nextInt(victims.size())));
            log.info("{} {}", next.fault(), cluster.slaves().indexOf(next.victim()));
            next.fault().strike(cluster, next.victim());
            struck.add(next);
            faults.removeIf(fault -> fault.excludes(next.fault()));
        }
        return struck;
    }
}
