package io.campanile.proto.datagram;

import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;

/**
 * Sends over a shared socket: many datagrams in one system call, where there are many; and what cannot be sent now is dropped.
 *
 * <p>Not thread-safe: the socket's event loop owns it.
 */
final class Outbox {

    /** While there are more datagrams to read, answers are sent after this many at the latest, so that none waits for long. */
    private static final int MOST_UNSENT = 16;

    private final Channel socket;
    private final Drops drops;
    private boolean waits;
    private int unsent;

    Outbox(Channel socket, Drops drops) {
        this.socket = socket;
        this.drops = drops;
    }

    /** Sends it, now or after others; releases it. */
    void send(DatagramPacket packet) {
        if (!socket.isWritable()) {
            packet.release();
            drops.add(Drop.NOT_SENT);
            return;
        }
        socket.write(packet, socket.voidPromise());
        unsent++;
        if (!waits || unsent >= MOST_UNSENT) {
            sendAll();
        }
    }

    /** More may be sent in a moment: what is sent from now on may wait. */
    void open() {
        waits = true;
    }

    /** Nothing more is sent for now: what waits goes. */
    void close() {
        waits = false;
        sendAll();
    }

    private void sendAll() {
        if (unsent > 0) {
            unsent = 0;
            socket.flush();
        }
    }
}
