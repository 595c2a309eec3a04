package io.campanile.bench.classroom;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.bench.process.Child;
import io.campanile.bench.process.Proc;
import io.campanile.core.Units;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The classroom design with its clients, in two processes.
 *
 * @param clients how many
 * @param cycleSeconds how often they are synchronized
 * @param seconds for how long it is measured
 */
record ClassroomRun(int clients, int cycleSeconds, int seconds) {

    private static final Pattern PORT = Pattern.compile("^port (\\d+)$");
    private static final Pattern MEASURING = Pattern.compile("^(measuring)$");
    private static final Pattern AGREEMENT = Pattern.compile("^(\\{.*})$");
    private static final long START_SECONDS = 60;
    private static final int CYCLES_TO_WARM_UP = 3;

    /**
     * What came of it.
     *
     * @param agreement of the clients' clocks
     * @param cpuShare what the server took of a core
     * @param residentBytes its memory
     */
    record Result(AgreementFigures agreement, double cpuShare, long residentBytes) {}

    Result measure(List<String> jvmFlags) throws IOException, InterruptedException {
        int warmUpSeconds = CYCLES_TO_WARM_UP * cycleSeconds;
        try (Child server = Child.java(jvmFlags, ClassroomServer.class, "" + cycleSeconds)) {
            String port = server.await(PORT, START_SECONDS);
            String[] plan = {"" + clients, port, "" + cycleSeconds, "" + warmUpSeconds, "" + seconds};
            try (Child crowd = Child.java(jvmFlags, ClassroomClients.class, plan)) {
                crowd.await(MEASURING, START_SECONDS + warmUpSeconds);
                long beganAtNanos = System.nanoTime();
                long cpuMicrosBefore = Proc.cpuMicros(server.pid());
                String agreement = crowd.await(AGREEMENT, START_SECONDS + seconds);
                double tookSeconds = (double) (System.nanoTime() - beganAtNanos) / Units.SECOND_NANOS;
                double cpuSeconds = (Proc.cpuMicros(server.pid()) - cpuMicrosBefore) / 1e6;
                return new Result(
                        new ObjectMapper().readValue(agreement, AgreementFigures.class),
                        cpuSeconds / tookSeconds,
                        Proc.residentBytes(server.pid()));
            }
        }
    }
}
