package io.campanile.load.failover;

import io.campanile.clock.SystemClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Masters as processes of their own, and slaves in this one that know them all: makes the master that leads fail, and looks
 * at what becomes of the slaves' clocks. All of it ends when this is closed, and with this process.
 *
 * <p>One thread uses it.
 */
public final class FailoverRig implements AutoCloseable {

    private static final long LOOK_MILLIS = 5;

    /** How often masters are asked: the status of many slaves takes a master a while, which it is not to lack for them. */
    private static final long LEAST_ASK_MILLIS = 100;

    private static final long SLAVES_ASKED_PER_MILLI = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final RigConfig config;
    private final SystemClock machine = new SystemClock();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final List<Member> masters = new ArrayList<>();
    private final Fleet fleet;
    private final Lookout lookout;

    private FailoverRig(RigConfig config) {
        this.config = config;
        this.fleet = new Fleet(config, machine);
        this.lookout = new Lookout(machine, fleet.clocks());
    }

    /**
     * Starts masters and slaves.
     *
     * @throws IOException if a master does not start, with the last that it said
     */
    public static FailoverRig start(RigConfig config) throws IOException, InterruptedException {
        FailoverRig rig = new FailoverRig(config);
        try {
            for (Site site : config.sites()) {
                rig.masters.add(new Member(site, config));
            }
            for (Member master : rig.masters) {
                master.awaitListening();
            }
            rig.lookout.start();
            rig.fleet.start(rig.lookout::corrected);
            return rig;
        } catch (IOException | InterruptedException e) {
            rig.close();
            throw e;
        }
    }

    /**
     * Waits until one master leads, all slaves and all other masters are with it, and every slave's clock agrees and is
     * synchronized.
     *
     * @return who leads
     * @throws IOException if that takes longer than a minute, with the last that each master said
     */
    public Member awaitSettled() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (Member master : masters) {
                if (isLeadingAll(master)) {
                    return master;
                }
            }
            TimeUnit.MILLISECONDS.sleep(Math.max(LEAST_ASK_MILLIS, config.slaves() / SLAVES_ASKED_PER_MILLI));
        }
        List<String> words = new ArrayList<>();
        for (Member master : masters) {
            words.add(master.lastWords() + " / its group: " + MasterView.group(client, master.admin()));
        }
        throw new IOException("the cluster does not settle within %s s; %s"
                .formatted(PATIENCE.toSeconds(), String.join("; ", words)));
    }

    private boolean isLeadingAll(Member master) throws InterruptedException {
        Optional<MasterView> view = MasterView.ask(client, master.admin());
        return view.filter(v -> v.members() == config.slaves() + masters.size() - 1)
                .filter(v -> v.agreeing() > config.slaves())
                .filter(v -> lookout.allFollow(v.epoch()))
                .isPresent();
    }

    /**
     * Has something happen to the master that leads, for as long as the clocks are watched, and longer where no other has
     * taken over by then; at the most twice as long.
     *
     * @throws IOException if the cluster does not settle before or afterwards, or the fault cannot be brought about
     */
    public Takeover measure(Fault fault) throws IOException, InterruptedException {
        Broken brokenBefore = lookout.broken();
        Member leader = awaitSettled();
        lookout.next();
        TimeUnit.NANOSECONDS.sleep(config.watched().toNanos());
        Stretch before = lookout.next();
        lookout.expectFault();
        long faultAt = machine.nanos();
        fault.strike(leader);
        waitUntil(faultAt + config.watched().toNanos(), () -> false);
        Stretch after = lookout.next();
        waitUntil(
                faultAt + 2 * config.watched().toNanos(),
                () -> lookout.renewal().isComplete());
        fault.heal(leader);
        awaitSettled();
        Stretch rest = lookout.next();
        Renewal renewal = lookout.renewal();
        return new Takeover(
                renewal.firstNanos() - faultAt,
                renewal.lastNanos() - faultAt,
                before.apartNanos(),
                after.apartNanos(),
                after.boundNanos(),
                Math.max(after.uncorrectedNanos(), rest.uncorrectedNanos()),
                lookout.broken().since(brokenBefore));
    }

    private void waitUntil(long nanos, BooleanSupplier enough) throws InterruptedException {
        while (machine.nanos() < nanos && !enough.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** What was seen since the start that must never be. */
    public Broken broken() {
        return lookout.broken();
    }

    @Override
    public void close() {
        lookout.close();
        fleet.close();
        masters.forEach(Member::kill);
        masters.forEach(Member::awaitEnd);
    }
}
