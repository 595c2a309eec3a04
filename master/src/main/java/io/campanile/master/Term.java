package io.campanile.master;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.RoundCoordinator;
import io.campanile.core.ensemble.RoundRecorder;
import io.campanile.core.round.ClusterConfig;
import io.campanile.core.round.Epochs;
import io.campanile.core.round.Roster;
import io.campanile.core.round.Rounds;
import io.campanile.core.round.SecondMaster;
import io.campanile.core.round.SecondMasterWatch;
import io.campanile.master.Leadership.Leading;
import io.netty.util.concurrent.EventExecutor;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * One leadership of this master, and all that lives no longer than that: the epoch, the rounds and the cluster time that
 * they decide, the roster of slaves, and the announcements between them. Sockets, event loops and the node's clock are there
 * before and after.
 */
final class Term {

    private final List<Lobby> lobbies;
    private final List<SessionLoop> sessionLoops = new ArrayList<>();
    private final Roster<MasterHandler> roster;
    private final SecondMasterWatch others;
    private final RoundDriver driver;

    /**
     * A term that is not open yet.
     *
     * @param clock the node's cluster clock
     * @param rounds the event loop on which the rounds are decided
     * @param lobbies where the slaves arrive
     * @param tally counts what happens on {@code rounds}
     * @param publisher takes what each round leaves behind
     * @param leadership remembers how many clocks agree
     * @param recorder hears what is decided, and from what
     * @param outside what is known of times outside at this local time
     */
    Term(
            Leading leading,
            MasterConfig config,
            DisciplinedClock clock,
            EventExecutor rounds,
            List<Lobby> lobbies,
            Tally tally,
            Consumer<MasterStatus> publisher,
            Leadership leadership,
            RoundRecorder recorder,
            LongFunction<Outside> outside) {
        this.lobbies = lobbies;
        ClusterConfig cluster = config.cluster();
        Epochs epochs = new Epochs(leading.epoch(), leading.leeway());
        this.others = new SecondMasterWatch(epochs);
        this.roster =
                new Roster<>(config.maxSlaves(), cluster.admission(), epochs, new SecureRandom(), members(leadership));
        long now = clock.local().nanos();
        RoundCoordinator coordinator =
                cluster.coordinator(new Legacy(clock.state(now), leading.electors(), leading.overlapNanos()), recorder);
        Rounds decided = new Rounds(cluster, coordinator, lobbies.size(), now);
        Announcements announcements = new Announcements(clock);
        LostSlaves lost = new LostSlaves(clock.local());
        for (Lobby lobby : lobbies) {
            sessionLoops.add(new SessionLoop(
                    lobby.loop(), clock.local(), roster, announcements, lost, others, decided.current()));
        }
        this.driver = new RoundDriver(
                rounds,
                sessionLoops,
                roster,
                decided,
                clock,
                lost,
                tally,
                publisher,
                leadership,
                leading.electors(),
                outside);
    }

    private static Set<String> members(Leadership leadership) {
        return leadership.group().stream()
                .flatMap(group -> group.members().stream())
                .map(GroupStatus.Member::name)
                .collect(Collectors.toSet());
    }

    /** Opens the first round, and then lets slaves in: whoever comes first finds a round to be measured in. */
    CompletableFuture<Void> open() {
        return driver.start().thenCompose(started -> {
            List<CompletableFuture<Void>> steps = new ArrayList<>();
            for (int i = 0; i < lobbies.size(); i++) {
                steps.add(lobbies.get(i).open(sessionLoops.get(i)));
            }
            return CompletableFuture.allOf(steps.toArray(CompletableFuture<?>[]::new));
        });
    }

    /** Ends the rounds. The lobbies tell the slaves. */
    CompletableFuture<Void> close() {
        return driver.stop();
    }

    /** Another master that runs beside this one, if a slave has told of one lately. */
    Optional<SecondMaster> secondMaster(long nowNanos) {
        return others.shown(nowNanos);
    }

    /** The handler of a slave that is in. */
    Optional<MasterHandler> find(String slave) {
        return roster.find(slave);
    }
}
