package io.campanile.bench.classroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.Units;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClassroomClientTest {

    /** Long enough that it does not speak while it is tested. */
    private static final long CYCLE_NANOS = 3600 * Units.SECOND_NANOS;

    private final AtomicLong localNanos = new AtomicLong(1000);
    private final ClassroomClient client = new ClassroomClient(localNanos::get, CYCLE_NANOS, CYCLE_NANOS);
    private final EmbeddedChannel channel = new EmbeddedChannel(client);

    @Test
    void takesOverTheTimeThatItIsTold() {
        channel.writeInbound("5000");
        localNanos.addAndGet(7);
        assertThat(client.nanos()).isEqualTo(5007);
    }

    @Test
    void isHeldWhileItIsTold() {
        assertThat(client.isHeld()).isFalse();
        channel.writeInbound("5000");
        localNanos.addAndGet(2 * CYCLE_NANOS);
        assertThat(client.isHeld()).isTrue();
        localNanos.addAndGet(1);
        assertThat(client.isHeld()).isFalse();
    }
}
