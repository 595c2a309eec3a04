package io.campanile.bench.peers;

import io.campanile.bench.network.Command;
import io.campanile.bench.network.Neighbour;
import io.campanile.bench.process.Child;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What else the machine and its network have to do. */
enum Load {
    /** Nothing. */
    IDLE("idle") {
        @Override
        Burden begin(Neighbour there) {
            return new Burden(List.of(), List.of());
        }
    },
    /** Each processor is busy for half of the time. */
    HALF("half busy") {
        @Override
        Burden begin(Neighbour there) throws IOException {
            return new Burden(List.of(stress("--cpu-load", "50")), List.of());
        }
    },
    /** Each processor has something to do all the time. */
    OVERLOAD("overloaded") {
        @Override
        Burden begin(Neighbour there) throws IOException {
            return new Burden(List.of(stress()), List.of());
        }
    },
    /** A connection sends as much as it can from the server's side to the client's, through a queue of up to five milliseconds. */
    BULK("bulk one way") {
        @Override
        Burden begin(Neighbour there) throws IOException, InterruptedException {
            Command.run(
                    "tc",
                    "qdisc",
                    "add",
                    "dev",
                    there.name(),
                    "root",
                    "tbf",
                    "rate",
                    "300mbit",
                    "burst",
                    "64kb",
                    "latency",
                    "5ms");
            List<String> receiving = new ArrayList<>(there.enter());
            receiving.addAll(List.of("iperf3", "--server"));
            Child receiver = new Child("iperf3", new ProcessBuilder(receiving));
            Child sender = new Child("iperf3", new ProcessBuilder("sh", "-c", SENDING.formatted(there.far())));
            return new Burden(List.of(sender, receiver), List.of("tc", "qdisc", "del", "dev", there.name(), "root"));
        }
    };

    /** Until somebody listens. */
    private static final String SENDING =
            "for i in 1 2 3 4 5; do sleep 0.5; iperf3 --client %s --time 86400 --interval 0 && break; done";

    private final String words;

    Load(String words) {
        this.words = words;
    }

    /** Begins. */
    abstract Burden begin(Neighbour there) throws IOException, InterruptedException;

    private static Child stress(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("stress-ng", "--cpu"));
        command.add(String.valueOf(Runtime.getRuntime().availableProcessors()));
        command.addAll(List.of(more));
        return new Child("stress-ng", new ProcessBuilder(command));
    }

    @Override
    public String toString() {
        return words;
    }

    /**
     * A load that is on, until it ends.
     *
     * @param processes that make it
     * @param undo a command that takes back what was set up; none if empty
     */
    record Burden(List<Child> processes, List<String> undo) {

        /**
         * It has been on.
         *
         * @throws IOException if it has ended by itself, saying why
         */
        void requireOn() throws IOException {
            for (Child process : processes) {
                if (!process.isAlive()) {
                    throw new IOException("what should burden the machine has ended: " + process.output());
                }
            }
        }

        /** Takes it off. */
        void end() throws IOException, InterruptedException {
            processes.forEach(Child::close);
            if (!undo.isEmpty()) {
                Command.run(undo.toArray(String[]::new));
            }
        }
    }
}
