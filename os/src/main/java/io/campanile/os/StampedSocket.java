package io.campanile.os;

import io.netty.channel.unix.Socket;
import java.io.IOException;

/** Asks the kernel for stamps of all that a socket receives and sends. */
final class StampedSocket {

    private static final int SOL_SOCKET = 1;

    // SOF_TIMESTAMPING_…
    private static final int TX_SOFTWARE = 1 << 1;
    private static final int RX_SOFTWARE = 1 << 3;
    private static final int SOFTWARE = 1 << 4;

    /** Each stamp of a departure says which datagram it belongs to, */
    private static final int OPT_ID = 1 << 7;

    /** and does not bring the datagram back. */
    private static final int OPT_TSONLY = 1 << 11;

    private StampedSocket() {}

    /**
     * Opens one.
     *
     * @param bufferBytes how many bytes may wait in the kernel each way; 0 for the system's default
     * @throws IOException if the kernel gives no such socket
     */
    static Socket open(int bufferBytes, boolean sharesPort) throws IOException {
        Socket socket = Socket.newSocketDgram();
        try {
            if (bufferBytes > 0) {
                socket.setReceiveBufferSize(bufferBytes);
                socket.setSendBufferSize(bufferBytes);
            }
            socket.setReusePort(sharesPort);
            stamp(socket);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** From now on everything is stamped, and what is sent is numbered from 0. */
    static void stamp(Socket socket) throws IOException {
        socket.setIntOpt(SOL_SOCKET, Inbox.SO_TIMESTAMPING, 0);
        socket.setIntOpt(SOL_SOCKET, Inbox.SO_TIMESTAMPING, TX_SOFTWARE | RX_SOFTWARE | SOFTWARE | OPT_ID | OPT_TSONLY);
    }
}
