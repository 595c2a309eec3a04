package io.campanile.simulator.node;

import io.campanile.clock.DisciplinedClock;
import io.campanile.core.Mapping;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.Outside;
import io.campanile.core.ensemble.RoundResult;
import io.campanile.core.message.Message;
import io.campanile.core.round.ClusterConfig;
import io.campanile.core.round.Epochs;
import io.campanile.core.session.MasterSession;
import io.campanile.simulator.node.SimulatedLobby.Leader;
import io.campanile.simulator.world.Machine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A master's process: keeps the node's one cluster clock, opens a {@link SimulatedTerm} whenever it leads, and is a slave of the
 * leader while another one does. An {@link Election} decides whether it leads; a master that is alone does from its start on.
 */
public final class SimulatedMaster implements Keeper {

    private final String name;
    private final Machine machine;
    private final ClusterConfig config;
    private final Observer observer;
    private final History history;
    private final Terms terms;

    private final Betrayal betrayal = new Betrayal();
    private final SimulatedSuperiors superiors = new SimulatedSuperiors();
    private @Nullable Election election;

    // What lives as long as the process.
    private ServedClock clock;
    private SimulatedLobby lobby;
    private @Nullable Leader leader;

    /** One whose process does not run yet, and leads alone when it does; the history is common to all masters of the cluster. */
    public SimulatedMaster(
            String name,
            Machine machine,
            RandomGenerator random,
            ClusterConfig config,
            History history,
            Observer observer) {
        this.name = name;
        this.machine = machine;
        this.config = config;
        this.history = history;
        this.observer = observer;
        this.terms = new Terms(this, random, config, history, observer);
        this.clock = new ServedClock(machine);
        this.lobby = new SimulatedLobby(machine, config);
    }

    /** Joins a group: it leads when the election says so, and its process is that slave while another master leads. */
    public void join(Election ofGroup, SimulatedSlave ofThisNode) {
        election = ofGroup;
        superiors.standsBy(ofThisNode);
    }

    /** From now on its cluster's time follows that of a parent. */
    public void descend(SimulatedParent from) {
        superiors.descends(from);
    }

    /** What is known of times outside. */
    Outside outside(long nowNanos) {
        return superiors.outside(nowNanos, config.ensemble());
    }

    private long now() {
        return machine.clock().nanos();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public DisciplinedClock clock() {
        return clock.clock();
    }

    @Override
    public @Nullable Truth promised() {
        return clock.promised();
    }

    @Override
    public @Nullable Truth rootsTime() {
        return clock.rootsTime();
    }

    /** The parent whose cluster's time its own follows; empty for the root of a tree, and where there is none. */
    Optional<SimulatedParent> parent() {
        return superiors.parent();
    }

    /** Whether a term is open, be it one that another master has ended without its knowledge. */
    public boolean leads() {
        return machine.isUp() && terms.current().isPresent();
    }

    /** How often it has begun to lead. */
    public long terms() {
        return terms.count();
    }

    /** Whom it knows to lead; null if that is this one, or nobody. */
    @Nullable
    public SimulatedMaster leader() {
        return leader == null ? null : leader.master();
    }

    /** What it is while another master leads; empty if it is alone. */
    public Optional<SimulatedSlave> standby() {
        return superiors.standby();
    }

    /** The last decision of the last term of this process; empty before the first. */
    public Optional<RoundResult> lastRound() {
        return terms.lastRound();
    }

    /** From the master's local clock to cluster time, once it is decided. */
    public Optional<Mapping> clusterTime() {
        return terms.clusterTime();
    }

    /** What cluster time is, as the corrections of the present mean it. */
    public Truth truth() {
        return terms.timelines().current();
    }

    /** How cluster time went on. */
    public Continuity continuity() {
        return history.continuity();
    }

    /** Its clock is about to do, or to stop doing, what no healthy clock does. */
    public void clockBreaks() {
        terms.timelines().clockBreaks(machine.trueNanos());
    }

    /** What it tells its slaves instead of the truth. */
    public Betrayal betrayal() {
        return betrayal;
    }

    /** Starts a process that knows nothing. */
    public void start() {
        machine.start();
        clock = new ServedClock(machine);
        lobby = new SimulatedLobby(machine, config);
        terms.forget();
        leader = null;
        observer.reborn(this);
        superiors.begin();
        if (election == null) {
            open(Epochs.alone(now()), Legacy.NONE, SimulatedTerm.Memory.NONE);
        } else {
            lobby.sweep();
        }
    }

    /** Leads from now on, in an epoch higher than all before; so many clocks are remembered to have agreed. */
    void lead(long epoch, int electors, SimulatedTerm.Memory memory) {
        closeTerm(null);
        open(new Epochs(epoch, 0), new Legacy(clock.clock().state(now()), electors, Election.LEASE_NANOS), memory);
    }

    private void open(Epochs epochs, Legacy legacy, SimulatedTerm.Memory memory) {
        leader = null;
        SimulatedTerm opened = terms.begin(clock, epochs, legacy, memory);
        superiors.lead();
        opened.open();
        lobby.open(opened.members());
    }

    /** Another master had better lead. */
    void resign() {
        Optional.ofNullable(election).ifPresent(ofGroup -> ofGroup.resigns(this));
    }

    /** Another master leads in this epoch. */
    void follow(SimulatedMaster other, long epoch) {
        Leader known = new Leader(other, epoch);
        closeTerm(known);
        leader = known;
        superiors.follow(clock, other);
    }

    /** Nobody leads. */
    void vacate() {
        closeTerm(null);
        leader = null;
    }

    /** Whoever kept the clock lets go of it. */
    private void closeTerm(@Nullable Leader other) {
        List<Connection> waited = lobby.close(other);
        terms.close(lobby::lastWord);
        superiors.end();
        waited.forEach(lobby::answer);
    }

    /** Ends the process without a word; the machine closes its connections. */
    public void crash() {
        terms.current().ifPresent(SimulatedTerm::crash);
        superiors.hangUp();
        losePower();
    }

    /** Its machine stops; nobody is told. */
    public void losePower() {
        machine.kill();
        superiors.forget();
        terms.current().ifPresent(open -> open.members().clear());
    }

    /** Says goodbye to everybody and ends its process. */
    public void leave() {
        Optional.ofNullable(election).ifPresent(ofGroup -> ofGroup.leaves(this));
        leave(SimulatedTerm::shutDown);
    }

    /** Says these last words to everybody and ends its process. */
    void leave(Function<MasterSession, Message> lastWord) {
        terms.current().ifPresent(open -> open.close(lastWord));
        superiors.end();
        losePower();
    }

    /** Takes in what came over a connection. */
    void onMessage(Connection from, Message message) {
        if (!lobby.takes(from, message)) {
            members().ifPresent(slaves -> slaves.onMessage(from, message));
        }
    }

    /** The slaves of its term; empty while it does not lead. */
    Optional<Members> members() {
        return terms.current().map(SimulatedTerm::members);
    }

    /** The connection broke. */
    void onClosed(Connection from) {
        lobby.leave(from);
        members().ifPresent(slaves -> slaves.onClosed(from));
    }
}
