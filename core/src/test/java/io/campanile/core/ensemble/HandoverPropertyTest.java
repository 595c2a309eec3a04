package io.campanile.core.ensemble;

import static io.campanile.core.ensemble.TestCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Interval;
import io.campanile.core.Mapping;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fewer than half of the clocks claim, the earlier time is where the handover says, until it ends. */
class HandoverPropertyTest {

    private static final int CASES = 3_000;
    private static final long VALID = EnsembleConfig.DEFAULT.validForNanos();

    /** Keepers of a time that is known here, some of them liars, and new slaves. */
    private static final class Case {

        final TestCluster cluster;
        final int keepers;
        final int liars;
        final long kept;
        final double rate;

        Case(SplittableRandom random) {
            int slaves = random.nextInt(1, 9);
            keepers = random.nextInt(slaves / 2 + 1, slaves + 1);
            liars = Math.min(keepers - 1, random.nextInt(slaves / 2 + 1));
            kept = random.nextLong(-100 * SECOND, 100 * SECOND);
            rate = random.nextDouble(-100_000, 100_000);
            cluster = new TestCluster(EnsembleConfig.DEFAULT, slaves);
            for (int i = 0; i < slaves; i++) {
                TestSlave slave = cluster.slaves.get(i);
                slave.cleanRounds = 0;
                slave.offset = random.nextLong(-10 * SECOND, 10 * SECOND);
                slave.ratePpb = random.nextDouble(-100_000, 100_000);
                slave.rateMarginPpb = random.nextDouble(1_000, 50_000);
                slave.margin = random.nextLong(1, 1_000_000);
                if (i < keepers) {
                    keep(slave, i < liars, random);
                }
            }
        }

        /** What an honest clock was told holds the time, and its rate. */
        private void keep(TestSlave slave, boolean lies, SplittableRandom random) {
            long error = random.nextLong(1, 10_000_000);
            double growth = random.nextDouble(30_000, 200_000);
            long lie = lies ? (long) (random.nextInt(-1, 2) * Math.pow(10, random.nextDouble(5, 14))) : 0;
            double slaveRate = slave.ratePpb + random.nextDouble(-1, 1) * slave.rateMarginPpb;
            double gain = ((1 + rate / 1e9) / (1 + slaveRate / 1e9) - 1) * 1e9;
            slave.shows(
                    kept + random.nextLong(-error, error + 1) + lie,
                    cluster.now + SECOND,
                    lies && random.nextBoolean() ? random.nextLong(1L << 62) : error,
                    lies && random.nextBoolean() ? random.nextDouble(9e8) : growth,
                    random.nextLong(lies ? 1L << 62 : VALID));
            slave.mapping = new Mapping(
                    1,
                    slave.mapping.anchorNanos(),
                    slave.mapping.offsetNanos(),
                    gain + (lies ? 10 : 1) * random.nextDouble(-1, 1) * growth);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333, 4_444})
    void holdsTheEarlierTimeUntilNoPromiseAboutItIsInForce(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            Case c = new Case(random);
            RoundResult result = c.cluster.round();
            String what = "seed %s, case %s: %s keepers of %s slaves, %s of them lie"
                    .formatted(seed, i, c.keepers, c.cluster.slaves.size(), c.liars);
            if (!result.corrects()) {
                continue;
            }
            Handover handover = Objects.requireNonNull(result.handover(), what);
            long now = c.cluster.now;
            for (long age : new long[] {0, 1, VALID / 100, VALID}) {
                long earlier = c.kept + Math.round(c.rate / 1e9 * age);
                assertThat(handover.offsetAt(now + age).widen(1).contains(earlier))
                        .as("%s: %d in %s", what, earlier, handover.offsetAt(now + age))
                        .isTrue();
                assertThat(handover.errorNanos(result.clusterTime(), now + age) + 1)
                        .as(what)
                        .isGreaterThanOrEqualTo(
                                Math.abs(earlier - result.clusterTime().offsetAt(now + age)));
                assertThat(handover.isInForce(now + age)).as(what).isTrue();
            }
            assertThat(result.slowestPpb()).as(what).isLessThanOrEqualTo(c.rate);
            assertThat(result.fastestPpb()).as(what).isGreaterThanOrEqualTo(c.rate);
        }
    }

    /** One that lies among enough keepers makes the error no wider than the honest ones' claims are. */
    @ParameterizedTest
    @ValueSource(longs = {5, 66, 777})
    void isNoWiderThanTheHonestClaimsWhereLiarsAreFewEnough(long seed) {
        var random = new SplittableRandom(seed);
        int looked = 0;
        for (int i = 0; i < CASES; i++) {
            Case c = new Case(random);
            int mayLie = c.cluster.slaves.size() / 2;
            if (c.keepers - mayLie <= c.liars) {
                continue;
            }
            RoundResult result = c.cluster.round();
            if (!result.corrects()) {
                continue;
            }
            long low = Long.MAX_VALUE;
            long high = Long.MIN_VALUE;
            for (int k = c.liars; k < c.keepers; k++) {
                KeptTime claim = KeptTime.of(c.cluster.slaves.get(k).report(c.cluster.now));
                low = Math.min(low, claim.offset().low());
                high = Math.max(high, claim.offset().high());
            }
            Interval offset = Objects.requireNonNull(result.handover()).offset();
            assertThat(offset.low()).isGreaterThanOrEqualTo(low);
            assertThat(offset.high()).isLessThanOrEqualTo(high);
            looked++;
        }
        assertThat(looked).isGreaterThan(CASES / 4);
    }
}
