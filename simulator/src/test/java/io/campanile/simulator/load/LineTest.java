package io.campanile.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.proto.Transport;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

    @Test
    void everyLoopGetsAsManyAsItNeeds() {
        assertThat(lines(1, 1)).hasSize(1);
        assertThat(lines(10_000, 1)).hasSize(5);
        assertThat(lines(10, 2)).hasSize(2).extracting(Line::loop).doesNotHaveDuplicates();
        assertThat(lines(4001, 2)).hasSize(4);
    }

    private static List<Line> lines(int slaves, int threads) {
        EventLoopGroup loops = Transport.best().eventLoops(threads, "lines");
        try {
            return Line.tcp(loops, Options.slaves(slaves).onThreads(threads));
        } finally {
            loops.shutdownGracefully();
        }
    }
}
