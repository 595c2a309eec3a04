package io.campanile.group;

import io.campanile.master.Memory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What a member answers another one that asks who it is.
 *
 * @param name its name
 * @param members its group's list
 * @param memory what it remembers
 */
record Hello(String name, Map<String, Endpoint> members, Memory memory) {

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(Codec.VERSION);
            out.writeUTF(name);
            out.writeUTF(Members.text(members));
            out.writeLong(memory.epoch());
            out.writeInt(memory.electors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads one.
     *
     * @throws IOException if it is none, or of a newer release
     */
    static Hello decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Codec.checkVersion(in.readByte());
            return new Hello(in.readUTF(), Members.parse(in.readUTF()), new Memory(in.readLong(), in.readInt()));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
