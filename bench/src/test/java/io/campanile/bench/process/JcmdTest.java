package io.campanile.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JcmdTest {

    private static final String HISTOGRAM = """
            4711:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:          9134         633472  [B (java.base@17.0.15)
               2:          1000          96000  io.campanile.core.session.MasterSession
               3:          1000          24000  io.campanile.core.session.MasterSession$Phase
             708:             1             16  sun.nio.fs.UnixFileAttributes$UnixAsBasicFileAttributes (java.base@17.0.15)
            Total         51332        2495480
            """;

    private static final String THREADS = """
            "main" #1 prio=5 os_prio=0 cpu=95.68ms elapsed=10.2s allocated=528B defined_classes=2 tid=0x1 nid=0x2 runnable
               java.lang.Thread.State: RUNNABLE
            "campanile-master-1-1" #12 prio=5 cpu=292.89ms elapsed=2.96s allocated=2225M defined_classes=0 tid=0x3
            "campanile-rounds" #13 prio=5 cpu=2.89ms elapsed=2.96s allocated=307K defined_classes=0 tid=0x3
            """;

    @Test
    void readsTheHeapAndTheObjectsOfAClass() {
        assertThat(LiveObjects.parse(HISTOGRAM, "io.campanile.core.session.MasterSession"))
                .isEqualTo(new LiveObjects(2_495_480, 1000));
        assertThat(LiveObjects.parse(HISTOGRAM, "[B").instances()).isEqualTo(9134);
    }

    @Test
    void findsNoneOfAClassThatIsNotThere() {
        assertThat(LiveObjects.parse(HISTOGRAM, "io.campanile.core.protocol.Master")
                        .instances())
                .isZero();
    }

    @Test
    void refusesWhatIsNoHistogram() {
        assertThatThrownBy(() -> LiveObjects.parse("4711: no such process", "[B"))
                .hasMessageContaining("no such process");
    }

    @Test
    void addsUpWhatThreadsAllocated() {
        assertThat(Jcmd.allocatedBytes(THREADS)).isEqualTo(528 + (2225L << 20) + (307L << 10));
    }
}
