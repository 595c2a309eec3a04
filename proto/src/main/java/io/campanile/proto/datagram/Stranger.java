package io.campanile.proto.datagram;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.campanile.proto.seal.Seal;
import io.campanile.proto.v1.Envelope;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A datagram that belongs to no peer that is known at its address.
 *
 * @param envelope what it says
 * @param content the same in bytes; stays the hub's
 * @param seal what it was opened with; null if it was not sealed
 * @param sender where it came from
 * @param arrivalNanos when it came in, by {@link System#nanoTime}
 */
record Stranger(
        Envelope envelope, ByteBuf content, @Nullable Seal seal, InetSocketAddress sender, long arrivalNanos) {

    /** What these bytes say; null if they are no envelope. */
    static @Nullable Envelope envelope(ByteBuf content) {
        try {
            return Envelope.parseFrom(CodedInputStream.newInstance(content.nioBuffer()));
        } catch (InvalidProtocolBufferException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** The datagram belongs to this peer after all. */
    void giveTo(PeerChannel peer) {
        peer.receive(content.retain(), arrivalNanos);
    }

    /** Whether an answer is no longer than this: nobody who is not proven gets more than he has sent. */
    boolean allows(Envelope answer) {
        return answer.getSerializedSize() <= content.readableBytes();
    }

    /** The number that names what it is about: a session, or the nonce of one that has not begun. */
    long number() {
        return envelope.hasHello() ? envelope.getHello().getNonce() : envelope.getSession();
    }
}
