package io.campanile.bench.echo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.bench.process.Child;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One echo between two processes.
 *
 * @param transport over what
 * @param peers how many
 * @param perSecond exchanges a second, all peers together
 * @param warmUpSeconds for how long before it is measured
 * @param seconds for how long it is measured
 */
public record EchoRun(Transport transport, int peers, double perSecond, long warmUpSeconds, long seconds) {

    private static final Pattern PORT = Pattern.compile("^port (\\d+)$");
    private static final Pattern CONNECTED = Pattern.compile("^(connected)$");
    private static final Pattern FIGURES = Pattern.compile("^(\\{.*})$");
    private static final long START_SECONDS = 30;
    private static final long JOIN_SECONDS = 60;

    /**
     * Runs it.
     *
     * @param jvmFlags of both processes
     */
    public EchoFigures measure(List<String> jvmFlags) throws IOException, InterruptedException {
        String[] plan = {transport.name(), "" + peers, "" + perSecond, "" + warmUpSeconds, "" + seconds};
        try (Child server = Child.java(jvmFlags, EchoServer.class, plan)) {
            String port = server.await(PORT, START_SECONDS);
            try (Child client = Child.java(jvmFlags, EchoClient.class, transport.name(), "" + peers, port)) {
                client.await(CONNECTED, JOIN_SECONDS);
                String figures = server.await(FIGURES, warmUpSeconds + seconds + START_SECONDS);
                return new ObjectMapper().readValue(figures, EchoFigures.class);
            }
        }
    }
}
