package io.campanile.simulator.node;

import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.replay.Recorder;
import io.campanile.core.round.ClusterConfig;
import io.campanile.core.round.Epochs;
import io.campanile.core.round.Origin;
import io.campanile.core.round.ProbeQueue;
import io.campanile.core.round.Roster;
import io.campanile.core.round.Roster.Admission;
import io.campanile.core.round.Roster.Admitted;
import io.campanile.core.round.Roster.TurnedAway;
import io.campanile.core.round.Round;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.ProbeWay;
import io.campanile.simulator.world.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * The slaves of one term around the production {@link Roster}, {@link ProbeQueue} and {@link MasterSession}:
 * carries their messages in virtual time.
 */
final class Members {

    /** More than any scenario has. */
    private static final int MAX_SLAVES = 100_000;

    private final Machine machine;
    private final Betrayal betrayal;
    private final ClusterConfig config;
    private final Recorder recorder;
    private final LongConsumer answered;
    private final Map<Connection, Member> members = new LinkedHashMap<>();
    private final Roster<Member> roster;
    private final ProbeQueue<Member> probes;

    /** These numbers come from a generator of their own, so that nothing else in the world depends on how many probes there were. */
    private final SplittableRandom nonces = new SplittableRandom(1);

    /**
     * Nobody yet.
     *
     * @param epochs the term's
     * @param before the round before the first
     * @param recorder hears what enters the sessions
     * @param answered is told of each slave that has answered all of its probes of this round
     */
    Members(
            SimulatedMaster master,
            RandomGenerator random,
            ClusterConfig config,
            Epochs epochs,
            Round before,
            Recorder recorder,
            LongConsumer answered) {
        this.machine = master.machine();
        this.betrayal = master.betrayal();
        this.config = config;
        this.recorder = recorder;
        this.answered = answered;
        this.roster = new Roster<>(MAX_SLAVES, config.admission(), epochs, random);
        this.probes = new ProbeQueue<>(before, random);
    }

    private long now() {
        return machine.clock().nanos();
    }

    /** The slaves that are in, in order of joining. */
    List<Member> all() {
        return List.copyOf(members.values());
    }

    int size() {
        return roster.size();
    }

    /** The epoch of corrections made now. */
    long epoch() {
        return roster.epoch();
    }

    /** A round opens: everybody is probed in it. */
    void open(Round round) {
        probes.open(round);
        probeDue(round);
    }

    private void probeDue(Round round) {
        if (round.number() != probes.round().number()) {
            return;
        }
        probes.due(now()).forEach(member -> probe(member, round));
        long next = probes.nextAtNanos(now());
        if (next != ProbeQueue.NEVER) {
            machine.after(Math.max(0, next - now()), () -> probeDue(round));
        }
    }

    private void probe(Member member, Round round) {
        member.session().expire(now()).ifPresent(goodbye -> send(member, goodbye));
        begin(member, round);
        if (member.session().way().isByDatagram()) {
            machine.after(ProbeWay.waitNanos(round.schedule().roundNanos()), () -> beginAgain(member, round));
        }
    }

    private void begin(Member member, Round round) {
        member.session().startBurst(round.number(), round.probes()).ifPresent(probe -> send(member, probe));
    }

    private void beginAgain(Member member, Round round) {
        if (member.session().way().isWaiting()) {
            begin(member, round);
        }
    }

    /** A slave has shown where datagrams reach it. */
    void onHelloByDatagram(Connection from) {
        Optional.ofNullable(members.get(from))
                .ifPresent(member -> member.session().way().opened());
    }

    /** Takes in what came over a connection. */
    void onMessage(Connection from, Message message) {
        Member member = members.get(from);
        if (member == null) {
            return;
        }
        long before = member.session().answeredRound();
        member.onMessage(message, now(), machine.trueNanos()).ifPresent(answer -> send(member, answer));
        if (member.session().answeredRound() != before) {
            answered.accept(member.session().answeredRound());
        }
        if (message instanceof Goodbye) {
            forget(member);
        }
    }

    /** A slave asks to be let in. */
    void onHello(Connection from, Hello hello) {
        MasterSession session = new MasterSession(config.session(), nonces::nextLong, recorder, now());
        Optional<Goodbye> refusal = session.refusal(hello);
        if (refusal.isPresent()) {
            from.sendToSlave(refusal.get());
            return;
        }
        Member member = new Member(session, from);
        Admission<Member> admission = roster.admit(hello, Origin.HERE, member);
        if (admission instanceof TurnedAway<Member> no) {
            from.sendToSlave(session.end(no.reason(), no.detail()));
        } else if (admission instanceof Admitted<Member> yes) {
            yes.superseded()
                    .ifPresent(earlier -> send(earlier, earlier.session().end(GoodbyeReason.SUPERSEDED, "")));
            members.put(from, member);
            probes.join(member);
            send(member, session.admit(yes.session(), yes.uniqueName(), yes.epoch(), yes.right(), now()));
            probe(member, probes.round());
        }
    }

    private void send(Member member, Message message) {
        if (message instanceof Probe probe && probe.correction() != null) {
            correct(member, probe);
        } else {
            member.connection().sendToSlave(message, member.isByDatagram(message));
        }
        if (message instanceof Probe) {
            member.probed(now(), machine.trueNanos());
        } else if (message instanceof Goodbye) {
            forget(member);
        }
    }

    /** Sends what brings a correction. */
    void correct(Member member, Message message) {
        Connection to = member.connection();
        boolean byDatagram = member.isByDatagram(message);
        if (to.slave().isStandby()) {
            to.sendToSlave(message, byDatagram, member.promise());
        } else {
            to.sendToSlave(betrayal.told(message), byDatagram, betrayal.basis(member.promise()));
        }
    }

    private void forget(Member member) {
        members.remove(member.connection());
        probes.leave(member);
        roster.leave(member.session().name(), member);
    }

    /** Their process has ended. */
    void clear() {
        members.clear();
    }

    /** The connection broke. */
    void onClosed(Connection from) {
        Optional.ofNullable(members.get(from)).ifPresent(this::forget);
    }
}
