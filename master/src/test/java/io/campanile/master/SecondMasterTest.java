package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.campanile.clock.DisciplinedClock;
import io.campanile.clock.SystemClock;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.replay.Recorder;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two masters that run alone, where one was meant to. */
@Timeout(120)
class SecondMasterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static {
        TestLogs.quieten();
    }

    private final SystemClock clock = new SystemClock();
    private final DisciplinedClock mine = new DisciplinedClock(clock, DisciplineLimits.DEFAULT);
    private final List<MasterServer> masters = new ArrayList<>();

    @AfterEach
    void close() {
        masters.forEach(master -> master.close().join());
        mine.close();
    }

    /** One that began so long ago, as far as its epoch says. */
    private MasterServer masterSince(Duration ago) throws IOException {
        Alone alone = Alone.forgetful(() -> clock.nanos() - ago.toNanos());
        MasterServer master = MasterServer.start(
                Cluster.options(EnsembleConfig.DEFAULT),
                new DisciplinedClock(clock, DisciplineLimits.DEFAULT),
                alone,
                Recorder.NONE);
        masters.add(master);
        return master;
    }

    /** Has the clock obey this master, as a slave that was given it. */
    private void obey(MasterServer master) throws Exception {
        try (Slave slave = Campanile.slave()
                .name("a1")
                .clock(mine)
                .master("127.0.0.1", master.address().getPort())
                .build()) {
            slave.start();
            await().atMost(PATIENCE)
                    .until(() ->
                            mine.read().timeline().epoch() >= master.status().epoch());
        }
    }

    @Test
    void isNoticedByTheOlderOneWhenASlaveComesFromTheYounger() throws Exception {
        MasterServer older = masterSince(Duration.ofHours(2));
        MasterServer younger = masterSince(Duration.ofHours(1));

        obey(younger);
        assertThat(younger.secondMaster()).isEmpty();
        obey(older);

        assertThat(older.secondMaster())
                .hasValueSatisfying(other -> assertThat(other.sentence())
                        .startsWith("the slave a1 has obeyed another master, which began 3600 seconds after this one"));
    }

    @Test
    void isNotWhatAMasterIsThatTakesOver() throws Exception {
        MasterServer before = masterSince(Duration.ofHours(1));
        obey(before);
        MasterServer next = masterSince(Duration.ZERO);
        obey(next);
        obey(next);

        assertThat(before.secondMaster()).isEmpty();
        assertThat(next.secondMaster()).isEmpty();
    }
}
