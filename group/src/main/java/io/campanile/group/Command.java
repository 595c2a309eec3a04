package io.campanile.group;

import io.campanile.master.Memory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An entry of the log. One that was written for an epoch that has passed changes nothing. */
sealed interface Command {

    /** The epoch that its writer knew. */
    long onlyAfter();

    /**
     * A member begins to lead.
     *
     * @param wallMillis its wall clock, in milliseconds since 1970
     * @param remembered what it remembers from before the log
     * @param foundAnew whether the number of electors is to be forgotten
     */
    record Lead(long onlyAfter, Facts.Leader leader, long wallMillis, Memory remembered, boolean foundAnew)
            implements Command {}

    /**
     * The leader remembers how many clocks agree.
     *
     * @param electors the leader's included
     */
    record Remember(long onlyAfter, int electors) implements Command {}

    /** As it stands in the log. */
    default byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(Codec.VERSION);
            out.writeLong(onlyAfter());
            if (this instanceof Lead lead) {
                out.writeByte(Codec.LEAD);
                lead.leader().write(out);
                out.writeLong(lead.wallMillis());
                out.writeLong(lead.remembered().epoch());
                out.writeInt(lead.remembered().electors());
                out.writeBoolean(lead.foundAnew());
                lead.leader().writeMore(out);
            } else {
                out.writeByte(Codec.REMEMBER);
                out.writeInt(((Remember) this).electors());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads one from the log.
     *
     * @throws IOException if it is damaged, or written by a newer release
     */
    static Command decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Codec.checkVersion(in.readByte());
            long onlyAfter = in.readLong();
            return switch (in.readByte()) {
                case Codec.LEAD -> lead(onlyAfter, in);
                case Codec.REMEMBER -> new Remember(onlyAfter, in.readInt());
                default -> throw new IOException("a command that this release does not know");
            };
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Lead lead(long onlyAfter, DataInputStream in) throws IOException {
        Facts.Leader leader = Facts.Leader.read(in);
        long wallMillis = in.readLong();
        Memory remembered = new Memory(in.readLong(), in.readInt());
        boolean foundAnew = in.readBoolean();
        return new Lead(onlyAfter, leader.readMore(in), wallMillis, remembered, foundAnew);
    }
}
