package io.campanile.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.admin.master.Falseticker;
import io.campanile.admin.master.Limits;
import io.campanile.admin.master.Loss;
import io.campanile.admin.master.StatusDocument;
import io.campanile.admin.master.StatusDocument.Slave;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusViewTest {

    private static final StatusDocument.Master MASTER = master(null);

    private static StatusDocument.Master master(@Nullable String secondMaster) {
        return new StatusDocument.Master(
                "m1", "10.0.0.1:8080", 7, "SYNCHRONIZED", 1, 2, 100L, 1_000_000_000, 4, null, secondMaster);
    }

    private static final Limits LIMITS = new Limits(600, 200, 600_000_000_000L, 1_000_000);

    private static Slave slave(String name, String state, boolean rejected) {
        Falseticker why = rejected ? new Falseticker(name, "SILENT", "it said nothing") : null;
        return new Slave(
                name, "10.0.0.2:1", state, 1500L, 40_000.0, 90_000L, 2_000L, 5_000_000, "USER", "udp", why, null, null);
    }

    private static List<String> lines(int maxSlaves, Slave... slaves) {
        StatusDocument status = new StatusDocument(MASTER, null, Map.of(), List.of(slaves), LIMITS, null, null);
        return StatusView.lines(
                status, List.of(StatusView.NAME, StatusView.STATE, StatusView.DRIFT, StatusView.HEARD), maxSlaves);
    }

    @Test
    void showsTheColumnsThatAreAskedFor() {
        assertThat(lines(10, slave("a1", "MEMBER", false)))
                .containsExactly(
                        "master m1 at 10.0.0.1:8080, epoch 7, synchronized, before its first round",
                        "slave   state       drift        heard",
                        "a1     member  40.000 ppm  5.00 ms ago");
    }

    @Test
    void showsHowProbesGo() {
        StatusDocument status =
                new StatusDocument(MASTER, null, Map.of(), List.of(slave("a1", "MEMBER", false)), LIMITS, null, null);
        assertThat(StatusView.lines(status, List.of(StatusView.NAME, StatusView.PROBES), 10))
                .contains("slave  probes", "a1        udp");
    }

    @Test
    void showsThatASecondMasterRuns() {
        StatusDocument status = new StatusDocument(
                master("the slave a1 has obeyed another master"), null, Map.of(), List.of(), LIMITS, null, null);

        assertThat(StatusView.lines(status, List.of(StatusView.NAME), 10))
                .contains("the slave a1 has obeyed another master");
    }

    @Test
    void keepsTheOrderOfJoiningWhileAllFit() {
        List<String> lines = lines(2, slave("a1", "MEMBER", false), slave("a2", "REJECTED", true));
        assertThat(lines.get(2)).startsWith("a1");
        assertThat(lines.get(3)).startsWith("a2");
        assertThat(lines).hasSize(4);
    }

    @Test
    void showsThoseLeftOutFirstWhenNotAllFit() {
        List<Slave> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(slave("a" + i, i == 40 ? "REJECTED" : "MEMBER", i == 40));
        }
        List<String> lines = lines(30, many.toArray(Slave[]::new));
        assertThat(lines.get(2)).startsWith("a40");
        assertThat(lines.get(3)).startsWith("a0 ");
        assertThat(lines).hasSize(33).last().isEqualTo("and 20 more");
    }

    @Test
    void showsWhoWasLostAndWhen() {
        Slave lost = new Slave(
                "a2",
                "10.0.0.2:1",
                "LOST",
                1500L,
                40_000.0,
                90_000L,
                2_000L,
                15_000_000,
                "USER",
                "tcp",
                null,
                null,
                new Loss(1 - 12_000_000_000L, "its @|red connection|@ broke"));
        List<String> lines = lines(10, slave("a1", "MEMBER", false), lost);
        assertThat(lines.get(3)).startsWith("a2       lost");
        assertThat(lines)
                .last()
                .asString()
                .startsWith("a2 was lost 12.000 s ago: its ")
                .doesNotContain("@|");
        assertThat(lines(1, slave("a1", "MEMBER", false), lost).get(2)).startsWith("a2");
    }
}
