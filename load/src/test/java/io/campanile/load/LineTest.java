package io.campanile.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.proto.socket.SocketIo;
import io.campanile.proto.socket.Transport;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

    @Test
    void everyLoopGetsAsManyAsItNeeds() {
        assertThat(lines(Transport.TCP, 1, 1)).hasSize(1);
        assertThat(lines(Transport.TCP, 10_000, 1)).hasSize(5);
        assertThat(lines(Transport.TCP, 10, 2))
                .hasSize(2)
                .extracting(Line::loop)
                .doesNotHaveDuplicates();
        assertThat(lines(Transport.TCP, 4001, 2)).hasSize(4);
    }

    @Test
    void slavesShareDatagramSockets() {
        assertThat(lines(Transport.UDP, 10, 2))
                .hasSize(2)
                .extracting(Line::loop)
                .doesNotHaveDuplicates();
        assertThat(lines(Transport.UDP, 100_000, 2)).hasSize(1000);
    }

    private static List<Line> lines(Transport transport, int slaves, int threads) {
        EventLoopGroup loops = SocketIo.best().eventLoops(threads, "lines");
        try {
            return Line.all(loops, Configs.of(transport, slaves, threads));
        } finally {
            loops.shutdownGracefully();
        }
    }
}
