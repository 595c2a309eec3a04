package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What those see of an attack who have no part in it: the master's rounds, and the bounds of honest slaves. */
final class Bystanders {

    private static final Duration EVERY = Duration.ofMillis(200);

    private final String admin;
    private final List<String> honest;

    /**
     * Watches.
     *
     * @param admin the master's admin server
     * @param honest the slaves' names
     */
    Bystanders(String admin, List<String> honest) {
        this.admin = admin;
        this.honest = honest;
    }

    /**
     * What was seen in a while.
     *
     * @param rounds the numbers of the rounds
     * @param bounds how far each honest slave could be from cluster time, each time
     * @param slowestAnswer of the admin server
     */
    record Seen(List<Long> rounds, List<Long> bounds, Duration slowestAnswer) {

        /** Of a hundred bounds, 99 are at most this. */
        long p99() {
            List<Long> sorted = bounds.stream().sorted().toList();
            return sorted.get((sorted.size() - 1) * 99 / 100);
        }

        long roundsPassed() {
            return rounds.get(rounds.size() - 1) - rounds.get(0);
        }
    }

    /** Looks for so long. Each time, all honest slaves must be there, and the admin server must answer. */
    Seen watch(Duration duration) throws IOException, InterruptedException {
        List<Long> rounds = new ArrayList<>();
        List<Long> bounds = new ArrayList<>();
        Duration slowest = Duration.ZERO;
        for (long end = System.nanoTime() + duration.toNanos();
                System.nanoTime() < end;
                Thread.sleep(EVERY.toMillis())) {
            long asked = System.nanoTime();
            JsonNode status = JsonApi.status(admin);
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            rounds.add(status.at("/round/number").asLong());
            List<Long> now = bounds(status);
            assertThat(now)
                    .as("bounds of honest slaves in %s", status.get("slaves"))
                    .hasSize(honest.size());
            bounds.addAll(now);
        }
        return new Seen(rounds, bounds, slowest);
    }

    /** Whether all honest slaves are measured and vote. */
    boolean areSettled() throws IOException, InterruptedException {
        JsonNode status = JsonApi.status(admin);
        return bounds(status).size() == honest.size()
                && status.at("/round/electors").asInt() > honest.size();
    }

    private List<Long> bounds(JsonNode status) {
        List<Long> bounds = new ArrayList<>();
        for (JsonNode slave : status.get("slaves")) {
            if (honest.contains(slave.get("name").asText()) && slave.hasNonNull("error_ns")) {
                bounds.add(slave.get("error_ns").asLong());
            }
        }
        return bounds;
    }
}
