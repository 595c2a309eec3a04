package io.campanile.group;

import io.campanile.master.Memory;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What all members know: the state that the log makes. The same log makes the same facts at every member.
 *
 * @param leader who leads or led last; null before the first leader
 * @param epoch the leader's epoch; 0 before the first
 * @param sinceMillis when it began to lead, by its own wall clock, in milliseconds since 1970
 * @param electors how many clocks are remembered to agree on cluster time; 0 if nobody remembers that there is one
 * @param takeovers how many times somebody began to lead
 * @param raftTerm the Raft term in which the leader took over: that of nobody else
 */
record Facts(@Nullable Leader leader, long epoch, long sinceMillis, int electors, long takeovers, long raftTerm) {

    /** Nobody has ever led. */
    static final Facts NONE = new Facts(null, 0, 0, 0, 0, 0);

    /**
     * A member that leads.
     *
     * @param name its name
     * @param reachedAt where slaves reach it
     * @param admin where people reach its admin server, as a URL; null if it did not say so
     */
    record Leader(String name, Endpoint reachedAt, @Nullable String admin) {

        /** What stands first; {@link #readMore} has the rest. */
        static Leader read(DataInputStream in) throws IOException {
            return new Leader(in.readUTF(), new Endpoint(in.readUTF(), in.readInt()), null);
        }

        void write(DataOutputStream out) throws IOException {
            out.writeUTF(name);
            out.writeUTF(reachedAt.host());
            out.writeInt(reachedAt.port());
        }

        /**
         * Reads what stands at the end of an entry or a snapshot, where releases before 0.2 wrote nothing. They do not look
         * there either, so members of both releases make the same of one log.
         */
        Leader readMore(DataInputStream in) throws IOException {
            return in.read() <= 0 ? this : new Leader(name, reachedAt, in.readUTF());
        }

        void writeMore(DataOutputStream out) throws IOException {
            out.writeBoolean(admin != null);
            if (admin != null) {
                out.writeUTF(admin);
            }
        }
    }

    /**
     * What follows from a command of the log.
     *
     * @param term the Raft term in which it was written
     * @return these very facts if the command comes too late
     */
    Facts after(Command command, long term) {
        if (command.onlyAfter() != epoch) {
            return this;
        }
        if (command instanceof Command.Remember remember) {
            return new Facts(leader, epoch, sinceMillis, remember.electors(), takeovers, raftTerm);
        }
        Command.Lead lead = (Command.Lead) command;
        Memory before = lead.remembered().epoch() > epoch ? lead.remembered() : memory();
        return new Facts(
                lead.leader(),
                Math.max(before.epoch(), lead.wallMillis()) + 1,
                lead.wallMillis(),
                lead.foundAnew() ? 0 : before.electors(),
                takeovers + 1,
                term);
    }

    /** Of this, what a master remembers also without a group. */
    Memory memory() {
        return new Memory(epoch, electors);
    }

    /** Whether a member leads by these facts. */
    boolean ledBy(String name, long term) {
        return leader != null && leader.name().equals(name) && raftTerm == term;
    }

    static Facts read(DataInputStream in) throws IOException {
        Codec.checkVersion(in.readByte());
        Facts facts = new Facts(
                in.readBoolean() ? Leader.read(in) : null,
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                in.readLong());
        return facts.leader == null ? facts : facts.ledBy(facts.leader.readMore(in));
    }

    private Facts ledBy(Leader known) {
        return new Facts(known, epoch, sinceMillis, electors, takeovers, raftTerm);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(Codec.VERSION);
        out.writeBoolean(leader != null);
        if (leader != null) {
            leader.write(out);
        }
        out.writeLong(epoch);
        out.writeLong(sinceMillis);
        out.writeInt(electors);
        out.writeLong(takeovers);
        out.writeLong(raftTerm);
        if (leader != null) {
            leader.writeMore(out);
        }
    }
}
