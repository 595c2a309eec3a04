package io.campanile.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.message.Stamps;
import io.campanile.core.message.Standing;
import io.campanile.master.SlaveStatus.Loss;
import io.campanile.proto.socket.Transport;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LostSlavesTest {

    private static final Loss AT_10 = new Loss(10, "its connection broke");

    private final AtomicLong now = new AtomicLong(10);
    private final LostSlaves lost = new LostSlaves(now::get);

    private static SlaveStatus heard(String name, long atNanos) {
        return new SlaveStatus(
                name,
                "10.0.0.1:1",
                Standing.MEMBER,
                null,
                null,
                null,
                null,
                atNanos,
                Stamps.USER,
                Transport.TCP,
                null,
                null,
                null);
    }

    private List<String> namesAt(long nowNanos, SlaveStatus... connected) {
        now.set(nowNanos);
        return lost.besides(List.of(connected)).stream().map(SlaveStatus::name).toList();
    }

    @Test
    void keepsWhoIsLostForTenMinutes() {
        lost.add(heard("a", 9), AT_10.why());
        assertThat(lost.besides(List.of())).containsExactly(heard("a", 9).lost(AT_10));
        assertThat(namesAt(10 + LostSlaves.KEPT_NANOS)).containsExactly("a");
        assertThat(namesAt(11 + LostSlaves.KEPT_NANOS)).isEmpty();
    }

    @Test
    void forgetsWhoCameBack() {
        lost.add(heard("a", 9), AT_10.why());
        assertThat(namesAt(20, heard("a", 11))).isEmpty();
        assertThat(namesAt(30)).isEmpty();
    }

    @Test
    void waitsForTheNextRoundWithWhoIsStillInThisOne() {
        lost.add(heard("a", 9), AT_10.why());
        assertThat(namesAt(20, heard("a", 9))).isEmpty();
        assertThat(namesAt(30)).containsExactly("a");
    }

    @Test
    void forgetsWhoSaysGoodbye() {
        lost.add(heard("a", 9), AT_10.why());
        lost.forget("a");
        assertThat(namesAt(20)).isEmpty();
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 100_000; i++) {
            lost.add(heard("s" + i, 9), AT_10.why());
        }
        assertThat(namesAt(20)).hasSize(LostSlaves.MOST).last().isEqualTo("s99999");
    }
}
