package io.campanile.examples.stamping;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.clock.ManualClusterClock;
import io.campanile.examples.LocalMaster;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StampingServerTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void stampsItsRepliesOnceItIsSynchronized() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (LocalMaster master = new LocalMaster();
                StampingServer server = new StampingServer(master.address(), anyPort);
                Socket client = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            String reply = "unsynchronized";
            while (reply.startsWith("unsynchronized")) {
                Thread.sleep(50);
                reply = ask(client.getOutputStream(), in);
            }

            assertThat(reply).matches("\\S+Z ±PT\\S+S hello");
        }
    }

    private static String ask(OutputStream out, BufferedReader in) throws Exception {
        out.write("hello\n".getBytes(StandardCharsets.UTF_8));
        return in.readLine();
    }

    /** What a service's own unit test looks like: no master, no socket, and the time is the test's. */
    @Test
    void saysHowFarOffItsTimeCanBeAndWhenItDoesNotKnow() {
        ManualClusterClock clock = ManualClusterClock.at(NOON);
        EmbeddedChannel channel = new EmbeddedChannel(new StampHandler(clock));

        channel.writeInbound("one");
        clock.disconnect();
        clock.advance(ManualClusterClock.VALID_FOR);
        channel.writeInbound("two");

        assertThat(channel.<String>readOutbound()).isEqualTo("2026-11-21T12:00:00Z ±PT0.0010001S one\n");
        assertThat(channel.<String>readOutbound()).isEqualTo("unsynchronized two\n");
    }
}
