package io.campanile.simulator.node;

import io.campanile.core.Units;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.round.ClusterConfig;
import io.campanile.core.round.Reception;
import io.campanile.core.round.Reception.Answer;
import io.campanile.core.round.WaitingRoom;
import io.campanile.core.session.MasterSession;
import io.campanile.core.session.SessionRecorder;
import io.campanile.simulator.world.Machine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where slaves of one master's process arrive, around the production {@link Reception}: says what that decides. */
final class SimulatedLobby {

    private static final long SWEEP_NANOS = Units.SECOND_NANOS / 2;

    /** The network knows masters by name. */
    private static final int PORT = 8080;

    private final Machine machine;
    private final ClusterConfig config;
    private final Reception<Connection, Leader> reception = new Reception<>(WaitingRoom.CAPACITY, Leader::epoch);

    /** What slaves said that were not let in yet. */
    private final Map<Connection, Hello> guests = new HashMap<>();

    private @Nullable Members members;

    /**
     * Another master that leads.
     *
     * @param epoch in which it does
     */
    record Leader(SimulatedMaster master, long epoch) {}

    SimulatedLobby(Machine machine, ClusterConfig config) {
        this.machine = machine;
        this.config = config;
    }

    private long now() {
        return machine.clock().nanos();
    }

    /** Turns away those who have waited for long enough, now and then. */
    void sweep() {
        reception.overdue(now()).forEach(guest -> sendAway(guest, reception.overdue()));
        machine.after(SWEEP_NANOS, this::sweep);
    }

    /** A term is open. */
    void open(Members ofTerm) {
        members = ofTerm;
        reception.open().forEach(this::answer);
    }

    /**
     * No term is open.
     *
     * @param other the master that leads; null if none does
     * @return those who waited: they can be answered
     */
    List<Connection> close(@Nullable Leader other) {
        members = null;
        return reception.close(other);
    }

    /** What a slave is told that was in the term which has been closed. */
    Message lastWord(MasterSession session) {
        return told(session, reception.dismissal());
    }

    /** Takes in what came from who is not in. Returns whether it was for the lobby. */
    boolean takes(Connection from, Message message) {
        if (guests.containsKey(from)) {
            if (message instanceof Message.Goodbye) {
                leave(from);
            }
            return true;
        }
        if (message instanceof Hello hello) {
            guests.put(from, hello);
            answer(from);
            return true;
        }
        return false;
    }

    /** Answers a slave that has said hello. */
    void answer(Connection guest) {
        Hello hello = guests.get(guest);
        if (hello == null) {
            return;
        }
        Answer<Leader> answer = reception.ask(guest, hello.newerThan(), now());
        if (answer instanceof Answer.Enter<Leader>) {
            guests.remove(guest);
            if (members != null) {
                members.onHello(guest, hello);
            }
        } else if (!(answer instanceof Answer.Stay<Leader>)) {
            sendAway(guest, answer);
        }
    }

    private void sendAway(Connection guest, Answer<Leader> answer) {
        guests.remove(guest);
        guest.sendToSlave(told(new MasterSession(config.session(), () -> 0, SessionRecorder.NONE, now()), answer));
    }

    private static Message told(MasterSession session, Answer<Leader> answer) {
        if (answer instanceof Answer.SendOn<Leader> on) {
            return new Message.Redirect(
                    session.session(),
                    on.leader().master().name(),
                    PORT,
                    on.leader().epoch());
        }
        if (answer instanceof Answer.TurnAway<Leader> away) {
            return session.end(away.reason(), away.detail());
        }
        throw new IllegalStateException("no last word: " + answer);
    }

    /** A slave that may be waiting has gone. */
    void leave(Connection guest) {
        guests.remove(guest);
        reception.leave(guest);
    }
}
