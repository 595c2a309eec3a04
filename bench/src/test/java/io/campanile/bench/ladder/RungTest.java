package io.campanile.bench.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.campanile.core.round.Burst;
import io.campanile.proto.socket.Transport;
import org.junit.jupiter.api.Test;

class RungTest {

    @Test
    void isReadAsItIsWritten() {
        Rung rung = Rung.parse("udp:100000:5s:180s");
        assertThat(rung).isEqualTo(new Rung(Transport.UDP, 100_000, 5, 180));
        assertThat(rung).hasToString("udp:100000:5s:180s");
    }

    @Test
    void saysHowToWriteIt() {
        assertThatThrownBy(() -> Rung.parse("udp:many")).hasMessageContaining("TRANSPORT:SLAVES:ROUND:DURATION");
    }

    @Test
    void refusesLoadsThatAreNone() {
        assertThatThrownBy(() -> Rung.parse("tcp:0:1s:10s")).hasMessageContaining("0 slaves");
        assertThatThrownBy(() -> Rung.parse("tcp:10:5s:9s")).hasMessageContaining("two rounds at least");
    }

    @Test
    void isMeasuredWithOneProbeAndWithAsManyAsTheMasterChooses() {
        assertThat(Rung.parse("tcp:1000:1s:10s").bursts()).containsExactly(new Burst(1), Burst.AUTO);
        assertThat(Rung.parse("tcp:18000:1s:10s").bursts()).containsExactly(new Burst(1));
    }

    @Test
    void joinsAFewThousandASecondOrWithinTwentySeconds() {
        assertThat(Rung.parse("tcp:18000:1s:10s").joinSeconds()).isEqualTo(9);
        assertThat(Rung.parse("udp:100000:5s:10s").rampPerSecond()).isEqualTo(5000);
        assertThat(Rung.parse("udp:100:1s:10s").joinSeconds()).isEqualTo(1);
    }

    @Test
    void countsWholeRounds() {
        assertThat(Rung.parse("udp:100:5s:60s").rounds(64.9)).isEqualTo(12);
    }
}
