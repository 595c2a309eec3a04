package io.campanile.proto.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.proto.tls.PeerNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyTableTest {

    private static final PeerNames A = new PeerNames(Set.of("a"));
    private static final PeerNames B = new PeerNames(Set.of("b"));

    private final AtomicLong now = new AtomicLong(5);
    private final KeyTable table = new KeyTable(10, now::get);

    @Test
    void knowsWhomItGaveKeysTo() {
        DatagramKeys keys = table.issue(A);
        Seal seal = table.find(keys.id());
        assertThat(seal).isNotNull().extracting(Seal::owner).isEqualTo(A);
        assertThat(table.find(keys.id())).as("with the counters that were used").isSameAs(seal);
        assertThat(table.find(keys.id() + 1)).isNull();
    }

    @Test
    void forgetsKeysThatAreOver() {
        DatagramKeys keys = table.issue(A);
        now.addAndGet(DatagramKeys.VALID_NANOS - 1);
        DatagramKeys next = table.issue(A);
        assertThat(table.find(keys.id())).isNotNull();
        now.addAndGet(1);
        table.issue(B);
        assertThat(table.find(keys.id())).isNull();
        assertThat(table.find(next.id())).isNotNull();
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void takesKeysFromWhoHasMostWhenItIsFull() {
        List<DatagramKeys> ofA = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ofA.add(table.issue(A));
        }
        List<DatagramKeys> ofB = List.of(table.issue(B), table.issue(B));

        for (int i = 0; i < 1_000; i++) {
            table.issue(A);
        }

        assertThat(table.size()).isEqualTo(10);
        assertThat(ofB).allMatch(keys -> table.find(keys.id()) != null);
        assertThat(ofA).noneMatch(keys -> table.find(keys.id()) != null);
    }
}
