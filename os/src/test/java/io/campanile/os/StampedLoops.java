package io.campanile.os;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.campanile.proto.socket.SocketIo;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An event loop for tests of the kernel's stamps. */
final class StampedLoops {

    private StampedLoops() {}

    /** Starts one; skips the test where the kernel stamps nothing. */
    static EventLoopGroup start() {
        assumeThat(new LinuxSockets().objection())
                .as("why there are no stamps here")
                .isEmpty();
        return SocketIo.EPOLL.eventLoops(1, "stamps");
    }

    /** Ends it, if it was started. */
    static void end(@Nullable EventLoopGroup loops) {
        if (loops != null) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
