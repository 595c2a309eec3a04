package io.campanile.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.bench.ladder.Campanile;
import io.campanile.bench.network.Neighbour;
import io.campanile.bench.process.Child;
import io.campanile.core.Series;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A master whose time is that of its machine, and one slave: what the slave's lines say of its offset from its local clock is its
 * error, for that is the machine's clock, too.
 */
record CampanileClock(Campanile campanile, Transport transport, TimeStamps stamps) implements Contestant {

    @Override
    public Series errors(Neighbour there, PeersPlan plan) throws IOException, InterruptedException {
        List<String> master =
                new ArrayList<>(List.of("master", "--bind", there.near(), "--port", "0", "--admin-port", "0"));
        master.addAll(List.of("--round", "1s", "--burst", "4", "--reference", "local"));
        master.addAll(List.of("--transport", "tcp,udp", "--timestamps", stampers()));
        try (Campanile.Master serving = Campanile.master(campanile.command(master))) {
            String address = there.near() + ":" + serving.port();
            List<String> slave = new ArrayList<>(List.of("slave", "--master", address, "--print", "json"));
            slave.addAll(List.of("--interval", 1000 / READINGS_PER_SECOND + "ms"));
            slave.addAll(List.of("--transport", transport.toString()));
            slave.addAll(List.of("--timestamps", stampers()));
            ProcessBuilder builder = campanile.command(slave);
            builder.command().addAll(0, there.enter());
            try (Child following = new Child("campanile slave", builder)) {
                TimeUnit.SECONDS.sleep(
                        plan.length().settleSeconds() + plan.length().seconds());
                return errors(following.output(), plan.length().seconds() * READINGS_PER_SECOND);
            }
        }
    }

    private String stampers() {
        return stamps.name().toLowerCase(Locale.ROOT);
    }

    /** Takes the errors from the last of these lines. */
    private static Series errors(List<String> lines, int count) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Series errors = new Series();
        List<String> readings =
                lines.stream().filter(line -> line.startsWith("{")).toList();
        for (String line : readings.subList(Math.max(0, readings.size() - count), readings.size())) {
            JsonNode reading = json.readTree(line);
            if (!reading.get("status").asText().equals("SYNCHRONIZED")) {
                throw new IOException("the slave is not synchronized: " + line);
            }
            errors.add(-reading.get("offset_ns").asDouble());
        }
        return errors;
    }

    @Override
    public String toString() {
        String carrier = transport == Transport.AUTO ? "TCP and datagrams" : transport.name();
        String kernels = transport == Transport.TCP ? "the kernel's stamps of arrivals" : "the kernel's stamps";
        return "Campanile, %s, %s".formatted(carrier, stamps == TimeStamps.USER ? "the programs' stamps" : kernels);
    }
}
