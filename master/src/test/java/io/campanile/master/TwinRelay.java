package io.campanile.master;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands between one slave and the master on one port for both transports: its connections are good, and its datagrams may all be lost. */
public final class TwinRelay implements AutoCloseable {

    private final InetSocketAddress master;
    private final ServerSocket connections;
    private final DatagramSocket front;
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private volatile DatagramSocket back;
    private volatile @Nullable SocketAddress slave;
    private volatile boolean losesDatagrams;

    /** Something that can be read until it is closed. */
    @FunctionalInterface
    private interface Reading {
        void go() throws IOException;
    }

    /** Relays to this master. */
    public TwinRelay(InetSocketAddress master) throws IOException {
        this.master = master;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        this.connections = new ServerSocket(0, 50, loopback);
        this.front = new DatagramSocket(connections.getLocalPort(), loopback);
        this.back = new DatagramSocket(0, loopback);
        start(this::accept);
        start(this::toMaster);
        start(() -> toSlave(back));
    }

    /** Where the slave connects. */
    public InetSocketAddress address() {
        return (InetSocketAddress) connections.getLocalSocketAddress();
    }

    /** From now on no datagram gets through, either way; or all do again. */
    public void loseDatagrams(boolean all) {
        losesDatagrams = all;
    }

    /** From now on the master gets the slave's datagrams from another address. */
    void move() throws IOException {
        DatagramSocket old = back;
        DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        back = other;
        old.close();
        start(() -> toSlave(other));
    }

    private static void start(Reading reading) {
        Thread thread = new Thread(
                () -> {
                    try {
                        reading.go();
                    } catch (IOException e) {
                        // Closed.
                    }
                },
                "twin-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket from = connections.accept();
            Socket to = new Socket(master.getAddress(), master.getPort());
            from.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            open.addAll(List.of(from, to));
            start(() -> pump(from, to));
            start(() -> pump(to, from));
        }
    }

    private static void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private void toMaster() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (true) {
            packet.setLength(2048);
            front.receive(packet);
            slave = packet.getSocketAddress();
            if (!losesDatagrams) {
                back.send(new DatagramPacket(packet.getData(), packet.getLength(), master));
            }
        }
    }

    private void toSlave(DatagramSocket from) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (true) {
            packet.setLength(2048);
            from.receive(packet);
            SocketAddress to = slave;
            if (!losesDatagrams && to != null) {
                front.send(new DatagramPacket(packet.getData(), packet.getLength(), to));
            }
        }
    }

    @Override
    public void close() throws IOException {
        connections.close();
        front.close();
        back.close();
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
