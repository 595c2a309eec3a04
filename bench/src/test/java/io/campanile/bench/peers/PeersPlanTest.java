package io.campanile.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeersPlanTest {

    @Test
    void anotherProcessReadsWhatThisOneWrites() throws Exception {
        PeersPlan plan =
                new PeersPlan("/opt/campanile", "/tmp/scratch", new PeersPlan.Length(30, 60), "net:[4026531840]", 42);
        assertThat(PeersPlan.parse(plan.json())).isEqualTo(plan);
    }
}
