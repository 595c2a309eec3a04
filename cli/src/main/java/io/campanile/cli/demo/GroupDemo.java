package io.campanile.cli.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.cli.ExitSignal;
import io.campanile.cli.OwnProcess;
import io.campanile.cli.option.Durations;
import io.campanile.core.Quantity;
import io.campanile.core.round.Burst;
import io.campanile.load.failover.Broken;
import io.campanile.load.failover.FailoverRig;
import io.campanile.load.failover.Member;
import io.campanile.load.failover.ProcessFault;
import io.campanile.load.failover.RigConfig;
import io.campanile.load.failover.Site;
import io.campanile.load.failover.Takeover;
import io.campanile.load.process.ScratchFolder;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * A group of masters, each a process of its own, and slaves in this one: kills the master that leads before the user's eyes,
 * and tells what became of the slaves' clocks.
 */
final class GroupDemo {

    /** For how long the clocks are watched before and after the leader is killed. */
    private static final Duration WATCHED = Duration.ofSeconds(3);

    private final GroupDemoOptions options;
    private final PrintWriter out;

    GroupDemo(GroupDemoOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /**
     * How it went.
     *
     * @param masters how many masters there were
     * @param slaves how many slaves
     * @param first after how long the first slave was corrected by the next leader
     * @param last after how long the last one was; null if that did not come to pass
     * @param apartBefore how far any two slaves' clocks were apart at most before
     * @param apartAfter and afterwards
     * @param boundViolations bounds that were wrong
     * @param backwardReadings readings that were earlier than the one before
     * @param repeatedCorrections corrections that were applied twice
     * @param converged whether the next leader corrected everybody, and nothing was broken
     */
    @JsonPropertyOrder({
        "masters",
        "slaves",
        "first_ns",
        "last_ns",
        "apart_before_ns",
        "apart_after_ns",
        "bound_violations",
        "backward_readings",
        "repeated_corrections",
        "converged"
    })
    record Result(
            @JsonProperty("masters") int masters,
            @JsonProperty("slaves") int slaves,
            @JsonProperty("first_ns") @Nullable Long first,
            @JsonProperty("last_ns") @Nullable Long last,
            @JsonProperty("apart_before_ns") long apartBefore,
            @JsonProperty("apart_after_ns") long apartAfter,
            @JsonProperty("bound_violations") long boundViolations,
            @JsonProperty("backward_readings") long backwardReadings,
            @JsonProperty("repeated_corrections") long repeatedCorrections,
            @JsonProperty("converged") boolean converged) {

        private static Result of(GroupDemoOptions options, Takeover takeover, Broken broken) {
            return new Result(
                    options.masters(),
                    options.slaves(),
                    nanos(takeover.firstNanos()),
                    nanos(takeover.lastNanos()),
                    Math.round(takeover.apartBeforeNanos()),
                    Math.round(takeover.apartAfterNanos()),
                    broken.boundViolations(),
                    broken.backwardReadings(),
                    broken.repeatedCorrections(),
                    takeover.isComplete() && broken.equals(Broken.NOTHING));
        }

        private static @Nullable Long nanos(double nanos) {
            return Double.isNaN(nanos) ? null : Math.round(nanos);
        }
    }

    /**
     * Runs it.
     *
     * @param json where to write the result; null for nowhere
     * @return whether it went as it should
     * @throws IOException if the masters do not start or come together: one sentence that says why
     */
    boolean show(@Nullable Path json) throws IOException, InterruptedException {
        try (ExitSignal exit = new ExitSignal();
                ScratchFolder folder = ScratchFolder.create("campanile-demo");
                FailoverRig rig = FailoverRig.start(config(folder.path()))) {
            long start = System.nanoTime();
            Member leader = rig.awaitSettled();
            say("%s leads; %s and %s follow it"
                    .formatted(
                            leader.site().name(),
                            Quantity.many(options.slaves(), "slave"),
                            Quantity.many(options.masters() - 1L, "other master")));
            if (awaitUntil(exit, start, options.killAfter().minus(WATCHED))) {
                return false;
            }
            say("kill -9 of whoever leads in %s".formatted(Durations.human(WATCHED.toNanos())));
            Takeover takeover = rig.measure(ProcessFault.KILLED);
            say("%s leads; it corrected the first slave after %s and the last after %s"
                    .formatted(
                            rig.awaitSettled().site().name(),
                            human(takeover.firstNanos()),
                            human(takeover.lastNanos())));
            awaitUntil(exit, start, options.duration());
            Result result = Result.of(options, takeover, rig.broken());
            finish(result, json);
            return result.converged();
        }
    }

    private RigConfig config(Path folder) throws IOException {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < options.masters(); i++) {
            sites.add(Site.loopback(i));
        }
        return new RigConfig(
                OwnProcess::of, sites, folder, Transport.TCP, options.slaves(), options.round(), Burst.AUTO, WATCHED);
    }

    private static boolean awaitUntil(ExitSignal exit, long start, Duration since) throws InterruptedException {
        return exit.await(since.minusNanos(System.nanoTime() - start));
    }

    private void finish(Result result, @Nullable Path json) throws IOException {
        String verdict = result.converged() ? "@|bold,green converged|@" : "@|bold,red not converged|@";
        say(Ansi.AUTO.string(
                "%s: clocks at most %s apart before, %s afterwards; %s bound violations, %s backward readings, %s corrections twice"
                        .formatted(
                                verdict,
                                Durations.human(result.apartBefore()),
                                Durations.human(result.apartAfter()),
                                result.boundViolations(),
                                result.backwardReadings(),
                                result.repeatedCorrections())));
        if (json != null) {
            Files.writeString(json, new ObjectMapper().writeValueAsString(result) + "\n");
        }
    }

    private static String human(double nanos) {
        return Double.isNaN(nanos) ? "-" : Durations.human(Math.round(nanos));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
